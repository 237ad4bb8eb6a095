//! What a webhook gets, and what its answers mean.

use crate::webhook::{Answer, Webhook, status};
use crate::{bounded, local, sender};
use a2a_bindings::{Push, PushError, PushErrorKind, PushSender, PushTarget};
use std::error::Error;
use std::time::{Duration, SystemTime};

const BODY: &str = r#"{"statusUpdate":{"taskId":"t-1"}}"#;

async fn send(target: &PushTarget) -> Result<(), PushError> {
    sender(local()).send(Push::new(target, BODY)).await
}

#[tokio::test]
async fn a_notification_is_these_bytes() {
    let user_agent = concat!("a2a-runtime/", env!("CARGO_PKG_VERSION"));
    let secrets = |target: PushTarget| {
        target
            .with_token("tok en/1=")
            .with_authentication("Bearer", "abc.DEF")
    };
    let rows = [
        (
            secrets as fn(PushTarget) -> PushTarget,
            Some("17"),
            "authorization: Bearer abc.DEF\r\nx-a2a-notification-token: tok en/1=\r\nx-a2a-event-id: 17\r\n",
        ),
        (|target| target, None, ""),
        (
            |target| target.with_authentication("Basic", "dTpw"),
            None,
            "authorization: Basic dTpw\r\n",
        ),
        (
            |target| target.with_authentication("custom", ""),
            None,
            "authorization: custom\r\n",
        ),
        // An id that is no header is left out.
        (
            |target| target.with_token("t"),
            Some("1\r\nx: y"),
            "x-a2a-notification-token: t\r\n",
        ),
    ];
    for (target, event_id, expected) in rows {
        let mut webhook = Webhook::start([status("200 OK")]).await;
        let target = target(PushTarget::new(webhook.url("/a%20b?key=1#top")));
        let mut push = Push::new(&target, BODY);
        if let Some(id) = event_id {
            push = push.with_event_id(id);
        }
        bounded(sender(local()).send(push)).await.unwrap();
        assert_eq!(
            webhook.request().await.1,
            format!(
                "POST /a%20b?key=1 HTTP/1.1\r\ncontent-type: application/a2a+json\r\n{expected}accept: */*\r\n\
                 user-agent: {user_agent}\r\nhost: HOST\r\ncontent-length: {}\r\n\r\n{BODY}",
                BODY.len()
            )
        );
    }
}

#[tokio::test]
async fn the_status_decides() {
    use PushErrorKind::{Failed, Rejected};
    let rows = [
        ("200 OK", Ok(())),
        ("202 Accepted", Ok(())),
        ("204 No Content", Ok(())),
        (
            "301 Moved Permanently\r\nlocation: /other",
            Err((Failed, "301 Moved Permanently, a redirect, which is not followed")),
        ),
        (
            "307 Temporary Redirect\r\nlocation: http://other.example/",
            Err((
                Failed,
                "307 Temporary Redirect, a redirect, which is not followed",
            )),
        ),
        ("400 Bad Request", Err((Rejected, "400 Bad Request"))),
        ("401 Unauthorized", Err((Rejected, "401 Unauthorized"))),
        ("404 Not Found", Err((Rejected, "404 Not Found"))),
        ("408 Request Timeout", Err((Failed, "408 Request Timeout"))),
        ("410 Gone", Err((Rejected, "410 Gone"))),
        ("413 Payload Too Large", Err((Rejected, "413 Payload Too Large"))),
        ("425 Too Early", Err((Failed, "425 Too Early"))),
        ("429 Too Many Requests", Err((Failed, "429 Too Many Requests"))),
        (
            "500 Internal Server Error",
            Err((Failed, "500 Internal Server Error")),
        ),
        (
            "503 Service Unavailable",
            Err((Failed, "503 Service Unavailable")),
        ),
        ("599 What", Err((Failed, "599 <unknown status code>"))),
    ];
    for (line, expected) in rows {
        let mut webhook = Webhook::start([status(line)]).await;
        let target = PushTarget::new(webhook.url("/path-secret?query-secret"));
        let sent = bounded(send(&target)).await;
        let expected =
            expected.map_err(|(kind, what)| (kind, format!("http://{} answered {what}", webhook.address)));
        assert_eq!(
            sent.map_err(|error| (error.kind(), error.to_string())),
            expected,
            "{line}"
        );
        webhook.request().await;
        assert!(webhook.is_silent(), "{line}");
    }
}

#[tokio::test]
async fn a_webhook_can_ask_for_a_pause() {
    let in_two_minutes = httpdate::fmt_http_date(SystemTime::now() + Duration::from_secs(120));
    let rows = [
        ("429 Too Many Requests\r\nretry-after: 7", Some(7..=7)),
        ("503 Service Unavailable\r\nretry-after: 0", Some(0..=0)),
        ("408 Request Timeout\r\nretry-after:  12 ", Some(12..=12)),
        ("503 Service Unavailable\r\nretry-after: 3601", Some(3600..=3600)),
        (
            "503 Service Unavailable\r\nretry-after: 99999999999999999999999",
            Some(3600..=3600),
        ),
        (
            "503 Service Unavailable\r\nretry-after: Fri, 31 Dec 9999 23:59:59 GMT",
            Some(3600..=3600),
        ),
        (
            "503 Service Unavailable\r\nretry-after: Sun, 06 Nov 1994 08:49:37 GMT",
            Some(0..=0),
        ),
        (
            &*format!("503 Service Unavailable\r\nretry-after: {in_two_minutes}"),
            Some(100..=120),
        ),
        ("503 Service Unavailable\r\nretry-after: soon", None),
        ("503 Service Unavailable\r\nretry-after: -1", None),
        ("503 Service Unavailable\r\nretry-after: ", None),
        ("503 Service Unavailable", None),
        // Nothing is to be repeated, so there is nothing to wait for.
        ("410 Gone\r\nretry-after: 7", None),
    ];
    for (line, expected) in rows {
        let webhook = Webhook::start([status(line)]).await;
        let error = bounded(send(&PushTarget::new(webhook.url("/"))))
            .await
            .unwrap_err();
        let pause = error.retry_after().map(|pause| pause.as_secs());
        match expected {
            Some(seconds) => assert!(
                pause.is_some_and(|pause| seconds.contains(&pause)),
                "{line}: {pause:?}"
            ),
            None => assert_eq!(pause, None, "{line}"),
        }
    }
}

#[tokio::test]
async fn what_is_no_header_is_refused_when_registered_and_when_sent() {
    let target = || PushTarget::new("http://127.0.0.1:9/");
    let long = "x".repeat(8193);
    let rows = [
        (
            target().with_token("a\r\nx: y"),
            "the token has characters that no header can carry",
        ),
        (
            target().with_token("a\nb"),
            "the token has characters that no header can carry",
        ),
        (
            target().with_token("a\0b"),
            "the token has characters that no header can carry",
        ),
        (
            target().with_token("clé"),
            "the token has characters that no header can carry",
        ),
        (target().with_token(" a"), "the token begins or ends with a blank"),
        (
            target().with_token("a\r\n"),
            "the token begins or ends with a blank",
        ),
        (target().with_token(&long), "the token is longer than 8192 bytes"),
        (
            target().with_authentication("Bearer", "a\r\nx: y"),
            "the authentication has characters that no header can carry",
        ),
        (
            target().with_authentication("Bearer", " a"),
            "the authentication begins or ends with a blank",
        ),
        (
            target().with_authentication("Bearer", "a "),
            "the authentication begins or ends with a blank",
        ),
        (
            target().with_authentication("Bearer", &long),
            "the authentication is longer than 8192 bytes",
        ),
        (
            target().with_authentication("Bea rer", "a"),
            "the scheme of the authentication is not one of HTTP",
        ),
        (
            target().with_authentication("Bearer\r\nx:", "a"),
            "the scheme of the authentication is not one of HTTP",
        ),
        (
            target().with_authentication("", "a"),
            "the scheme of the authentication is not one of HTTP",
        ),
        (
            target().with_authentication("", ""),
            "the scheme of the authentication is not one of HTTP",
        ),
    ];
    let sender = sender(local());
    for (target, expected) in rows {
        for error in [
            sender.check(&target).await,
            sender.send(Push::new(&target, BODY)).await,
        ] {
            let error = error.unwrap_err();
            assert_eq!(
                (error.kind(), error.message()),
                (PushErrorKind::Refused, expected)
            );
        }
    }
    sender
        .check(
            &target()
                .with_token("a b\tc")
                .with_authentication("Basic", "dTpw=="),
        )
        .await
        .unwrap();
}

#[tokio::test]
async fn connections_are_used_again() {
    let mut webhook = Webhook::start([
        status("200 OK"),
        Answer::Keeps("HTTP/1.1 503 Service Unavailable\r\ncontent-length: 4\r\n\r\nbusy".to_owned()),
        Answer::Keeps("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n".to_owned()),
        // Too long to be read for the sake of a connection.
        Answer::Keeps(format!(
            "HTTP/1.1 200 OK\r\ncontent-length: 1000000\r\n\r\n{}",
            "x".repeat(1_000_000)
        )),
        status("200 OK"),
    ])
    .await;
    let sender = sender(local());
    let target = PushTarget::new(webhook.url("/"));
    let mut connections = Vec::new();
    for _ in 0..5 {
        let _ = bounded(sender.send(Push::new(&target, BODY))).await;
        connections.push(webhook.request().await.0);
    }
    assert_eq!(connections, [1, 1, 1, 1, 2]);
}

#[tokio::test]
async fn no_idle_connection_is_kept_if_so_told() {
    let mut webhook = Webhook::start([status("200 OK"), status("200 OK")]).await;
    let sender = sender(local().with_max_idle_per_host(0));
    let target = PushTarget::new(webhook.url("/"));
    for expected in 1..=2 {
        bounded(sender.send(Push::new(&target, BODY))).await.unwrap();
        assert_eq!(webhook.request().await.0, expected);
    }
}

#[tokio::test]
async fn an_endless_answer_is_not_read() {
    let webhook = Webhook::start([
        Answer::Repeats(
            "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n",
            "5\r\nhello\r\n",
        ),
        // The second is slow instead.
        Answer::Keeps("HTTP/1.1 500 Internal Server Error\r\ncontent-length: 9\r\n\r\nhel".to_owned()),
    ])
    .await;
    let sender = sender(local());
    let target = PushTarget::new(webhook.url("/"));
    bounded(sender.send(Push::new(&target, BODY))).await.unwrap();
    let error = bounded(sender.send(Push::new(&target, BODY))).await.unwrap_err();
    assert_eq!(
        error.message(),
        format!("http://{} answered 500 Internal Server Error", webhook.address)
    );
}

#[tokio::test]
async fn without_an_answer_it_can_be_tried_again() {
    let closed = {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        listener.local_addr().unwrap().to_string()
    };
    let slow = Webhook::start([Answer::Hangs]).await;
    let cut = Webhook::start([Answer::Closes(String::new())]).await;
    let half = Webhook::start([Answer::Closes("HTTP/1.1 200 OK\r\ncont".to_owned())]).await;
    let other = Webhook::start([Answer::Closes("SSH-2.0-OpenSSH_9.6\r\n".to_owned())]).await;
    let rows = [
        (&closed, "cannot be reached"),
        (&slow.address, "did not answer in time"),
        (&cut.address, "ended before there was an answer"),
        (&half.address, "ended before there was an answer"),
        (&other.address, "ended before there was an answer"),
    ];
    for (address, expected) in rows {
        let sender = sender(local().with_timeout(Duration::from_millis(300)));
        let target = PushTarget::new(format!("http://{address}/path-secret?query-secret"))
            .with_token("token-secret")
            .with_authentication("Bearer", "credentials-secret");
        let error = bounded(sender.send(Push::new(&target, BODY))).await.unwrap_err();
        assert_eq!(error.kind(), PushErrorKind::Failed, "{error}");
        assert!(error.message().contains(expected), "{error}");
        assert!(error.message().contains(address), "{error}");
        let mut shown = format!("{error} {error:?} {sender:?}");
        let mut source = error.source();
        while let Some(error) = source {
            shown += &format!(" {error} {error:?}");
            source = error.source();
        }
        assert!(!shown.contains("secret"), "{shown}");
    }
}

/// A proxy would resolve names by itself, so this runs another test again, in an environment where any would fail that
/// listens to it.
#[test]
fn proxies_of_the_environment_are_not_used() {
    let mut again = std::process::Command::new(std::env::current_exe().unwrap());
    again.args(["--exact", "both::what_is_sent_is_received"]);
    for name in [
        "http_proxy",
        "HTTP_PROXY",
        "https_proxy",
        "HTTPS_PROXY",
        "all_proxy",
        "ALL_PROXY",
    ] {
        again.env(name, "http://127.0.0.1:1");
    }
    again.env_remove("no_proxy").env_remove("NO_PROXY");
    let output = again.output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && said.contains("1 passed"), "{said}");
}
