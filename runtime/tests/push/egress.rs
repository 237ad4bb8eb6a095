//! Which webhooks are called.

use crate::webhook::{Webhook, status};
use crate::{bounded, local, sender};
use a2a_bindings::{Push, PushError, PushErrorKind, PushSender, PushTarget};
use a2a_runtime::push::{EgressPolicy, PushOptions};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::collections::VecDeque;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// Gives one answer after the other, the last one for ever, and counts the questions.
#[derive(Clone)]
struct Answers(Arc<Mutex<(VecDeque<Vec<SocketAddr>>, usize)>>);

impl Answers {
    /// Each answer as addresses with blanks between them.
    fn new(answers: &[&str]) -> Self {
        let address = |text: &str| SocketAddr::new(text.parse::<IpAddr>().unwrap(), 0);
        let answer = |text: &&str| text.split_whitespace().map(address).collect();
        Self(Arc::new(Mutex::new((answers.iter().map(answer).collect(), 0))))
    }

    fn questions(&self) -> usize {
        self.0.lock().unwrap().1
    }
}

impl Resolve for Answers {
    fn resolve(&self, _: Name) -> Resolving {
        let mut this = self.0.lock().unwrap();
        this.1 += 1;
        let answer = if this.0.len() > 1 {
            this.0.pop_front().unwrap()
        } else {
            this.0[0].clone()
        };
        Box::pin(async move { Ok(Box::new(answer.into_iter()) as Addrs) })
    }
}

struct Nothing;

impl Resolve for Nothing {
    fn resolve(&self, _: Name) -> Resolving {
        Box::pin(async { Err("no such name".into()) })
    }
}

struct Silence;

impl Resolve for Silence {
    fn resolve(&self, _: Name) -> Resolving {
        Box::pin(std::future::pending())
    }
}

fn policy(resolver: impl Resolve + 'static) -> EgressPolicy {
    EgressPolicy::new().with_resolver(resolver)
}

fn outcome(result: Result<(), PushError>) -> Result<(), (PushErrorKind, String)> {
    result.map_err(|error| (error.kind(), error.to_string()))
}

fn refused(why: &str) -> Result<(), (PushErrorKind, String)> {
    let message = format!("the webhook is not called: {why}");
    Err((PushErrorKind::Refused, message))
}

/// Addresses as they stand in URLs, what they are, and whether `allow_private` opens them.
const SPECIAL: [(&str, &str, bool); 74] = [
    // Every spelling of one address.
    ("127.0.0.1", "loopback", true),
    ("127.1", "loopback", true),
    ("127.0.1", "loopback", true),
    ("2130706433", "loopback", true),
    ("0x7f000001", "loopback", true),
    ("0x7F.1", "loopback", true),
    ("017700000001", "loopback", true),
    ("0177.0.0.01", "loopback", true),
    ("127.0.0.1.", "loopback", true),
    ("%31%32%37.0.0.1", "loopback", true),
    ("１２７.0.0.1", "loopback", true),
    ("127。0。0。1", "loopback", true),
    ("[::1]", "loopback", true),
    ("[0:0:0:0:0:0:0:1]", "loopback", true),
    ("[::ffff:127.0.0.1]", "loopback", true),
    ("[::ffff:7f00:1]", "loopback", true),
    ("[0000:0000:0000:0000:0000:FFFF:7F00:0001]", "loopback", true),
    ("[::127.0.0.1]", "loopback", true),
    ("[::ffff:0:127.0.0.1]", "loopback", true),
    ("[64:ff9b::127.0.0.1]", "loopback", true),
    ("[64:ff9b::7f00:1]", "loopback", true),
    ("[2002:7f00:1::]", "loopback", true),
    ("[2002:7f00:1:2:3:4:5:6]", "loopback", true),
    // The networks, at both of their ends.
    ("127.255.255.255", "loopback", true),
    ("10.0.0.0", "private", true),
    ("10.255.255.255", "private", true),
    ("172.16.0.0", "private", true),
    ("172.31.255.255", "private", true),
    ("192.168.0.0", "private", true),
    ("192.168.255.255", "private", true),
    ("3232235777", "private", true),
    ("100.64.0.0", "shared", true),
    ("100.127.255.255", "shared", true),
    ("[fc00::]", "unique-local", true),
    ("[fdff:ffff::1]", "unique-local", true),
    ("[fd00:ec2::254]", "unique-local", true),
    ("[::ffff:10.0.0.1]", "private", true),
    ("[2002:a00:1::]", "private", true),
    ("[64:ff9b::192.168.0.1]", "private", true),
    ("0.0.0.0", "unspecified", false),
    ("0", "unspecified", false),
    ("0x0", "unspecified", false),
    ("0.255.255.255", "unspecified", false),
    ("[::]", "unspecified", false),
    ("[::ffff:0.0.0.0]", "unspecified", false),
    ("169.254.0.0", "link-local", false),
    ("169.254.169.254", "link-local", false),
    ("2852039166", "link-local", false),
    ("0xa9fea9fe", "link-local", false),
    ("0251.0376.0251.0376", "link-local", false),
    ("169.254.255.255", "link-local", false),
    ("[::ffff:169.254.169.254]", "link-local", false),
    ("[2002:a9fe:a9fe::1]", "link-local", false),
    ("[fe80::]", "link-local", false),
    ("[febf:ffff::1]", "link-local", false),
    ("192.0.0.8", "reserved", false),
    ("192.0.2.1", "documentation", false),
    ("192.88.99.1", "reserved", false),
    ("198.18.0.0", "benchmarking", false),
    ("198.19.255.255", "benchmarking", false),
    ("198.51.100.1", "documentation", false),
    ("203.0.113.255", "documentation", false),
    ("224.0.0.1", "multicast", false),
    ("239.255.255.255", "multicast", false),
    ("240.0.0.1", "reserved", false),
    ("255.255.255.255", "reserved", false),
    ("[ff02::1]", "multicast", false),
    ("[fec0::1]", "reserved", false),
    ("[100::1]", "reserved", false),
    ("[2001::1]", "reserved", false),
    ("[2001:1ff:ffff::1]", "reserved", false),
    ("[2001:db8::1]", "documentation", false),
    ("[3fff:fff::1]", "documentation", false),
    ("[64:ff9b:1::1]", "reserved", false),
];

/// What is next to those networks, and ordinary.
const PUBLIC: [&str; 26] = [
    "1.1.1.1",
    "16843009",
    "9.255.255.255",
    "11.0.0.0",
    "100.63.255.255",
    "100.128.0.0",
    "126.255.255.255",
    "128.0.0.0",
    "169.253.255.255",
    "169.255.0.0",
    "172.15.255.255",
    "172.32.0.0",
    "192.0.1.0",
    "192.167.255.255",
    "192.169.0.0",
    "198.17.255.255",
    "198.20.0.0",
    "223.255.255.255",
    "[2001:200::1]",
    "[2606:4700::1111]",
    "[2a00::1]",
    "[3fff:1000::1]",
    "[::ffff:1.1.1.1]",
    "[64:ff9b::1.1.1.1]",
    "[2002:101:101::1]",
    "[::1.1.1.1]",
];

#[tokio::test]
async fn addresses_in_urls() {
    let public = sender(PushOptions::new());
    let private = sender(local());
    for (host, name, opens) in SPECIAL {
        for target in [format!("http://{host}/"), format!("https://{host}:8443/")] {
            let target = PushTarget::new(target);
            let why = format!("its host has a {name} address");
            assert_eq!(outcome(public.check(&target).await), refused(&why), "{host}");
            // Nothing is dialled, so this ends at once.
            assert_eq!(
                outcome(public.send(Push::new(&target, "{}")).await),
                refused(&why),
                "{host}"
            );
            let expected = if opens { Ok(()) } else { refused(&why) };
            assert_eq!(outcome(private.check(&target).await), expected, "{host}");
        }
    }
    for host in PUBLIC {
        let target = PushTarget::new(format!("http://{host}/"));
        assert_eq!(outcome(public.check(&target).await), Ok(()), "{host}");
    }
}

#[tokio::test]
async fn urls() {
    let anywhere = sender(local().with_egress(policy(Answers::new(&["1.1.1.1"]))));
    let rows = [
        ("https://hook.example/a?b=c", Ok(())),
        ("http://hook.example:8080", Ok(())),
        ("HTTP://HOOK.EXAMPLE./", Ok(())),
        ("ftp://hook.example/", refused("it is not one of HTTP or HTTPS")),
        ("file:///etc/passwd", refused("it is not one of HTTP or HTTPS")),
        ("gopher://127.0.0.1/", refused("it is not one of HTTP or HTTPS")),
        ("data:,x", refused("it is not one of HTTP or HTTPS")),
        (
            "https://user@hook.example/",
            refused("it has a user or a password in it"),
        ),
        (
            "https://:password@hook.example/",
            refused("it has a user or a password in it"),
        ),
        (
            "https://hook.example@127.0.0.1/",
            refused("it has a user or a password in it"),
        ),
        ("", refused("its URL is not an absolute URL")),
        ("hook.example", refused("its URL is not an absolute URL")),
        ("/hook", refused("its URL is not an absolute URL")),
        ("http://", refused("its URL is not an absolute URL")),
        (
            "http://[fe80::1%25eth0]/",
            refused("its URL is not an absolute URL"),
        ),
        ("http://256.1.1.1/", refused("its URL is not an absolute URL")),
    ];
    for (url, expected) in rows {
        assert_eq!(
            outcome(anywhere.check(&PushTarget::new(url)).await),
            expected,
            "{url}"
        );
    }
    let name = PushTarget::new(format!("http://{}example/", "a.".repeat(124)));
    assert_eq!(
        outcome(anywhere.check(&name).await),
        refused("its host is no name")
    );
    let long = PushTarget::new(format!("http://hook.example/{}", "a".repeat(8192)));
    assert_eq!(
        outcome(anywhere.check(&long).await),
        refused("its URL is longer than 8 KiB")
    );
}

#[tokio::test]
async fn names() {
    let rows = [
        ("1.1.1.1", Ok(())),
        ("1.1.1.1 2606:4700::1111", Ok(())),
        ("127.0.0.1", refused("its host has a loopback address")),
        ("::1", refused("its host has a loopback address")),
        (
            "::ffff:169.254.169.254",
            refused("its host has a link-local address"),
        ),
        // One is enough.
        (
            "1.1.1.1 2606:4700::1111 10.0.0.1",
            refused("its host has a private address"),
        ),
        ("", refused("its host cannot be resolved")),
    ];
    let target = PushTarget::new("http://hook.example:9/");
    for (answer, expected) in rows {
        let sender = sender(PushOptions::new().with_egress(policy(Answers::new(&[answer]))));
        assert_eq!(outcome(sender.check(&target).await), expected, "{answer}");
        if answer.is_empty() {
            continue;
        }
        if expected.is_err() {
            assert_eq!(
                outcome(sender.send(Push::new(&target, "{}")).await),
                expected,
                "{answer}"
            );
        }
    }
}

/// The system's own resolver: everybody has this name.
#[tokio::test]
async fn localhost() {
    let mut webhook = Webhook::start([status("200 OK")]).await;
    for host in ["localhost", "LOCALHOST", "local%68ost"] {
        let target = PushTarget::new(format!("http://{host}:{}/", webhook.port()));
        let sender = sender(PushOptions::new());
        let expected = refused("its host has a loopback address");
        assert_eq!(outcome(sender.check(&target).await), expected);
        assert_eq!(outcome(sender.send(Push::new(&target, "{}")).await), expected);
    }
    assert!(webhook.is_silent());
    let target = PushTarget::new(format!("http://localhost:{}/", webhook.port()));
    bounded(sender(local()).send(Push::new(&target, "{}")))
        .await
        .unwrap();
    webhook.request().await;
}

#[tokio::test]
async fn a_name_that_moves_is_judged_again() {
    let mut webhook = Webhook::start([status("200 OK")]).await;
    let answers = Answers::new(&["1.1.1.1", "127.0.0.1"]);
    let sender = sender(PushOptions::new().with_egress(policy(answers.clone())));
    let target = PushTarget::new(format!("http://hook.example:{}/", webhook.port()));
    assert_eq!(outcome(sender.check(&target).await), Ok(()));
    let sent = bounded(sender.send(Push::new(&target, "{}"))).await;
    assert_eq!(outcome(sent), refused("its host has a loopback address"));
    assert!(webhook.is_silent());
    assert_eq!(answers.questions(), 2);
}

/// Between the judgement and the connection nobody is asked again.
#[tokio::test]
async fn what_was_judged_is_dialled() {
    let mut webhook = Webhook::start([status("200 OK")]).await;
    let answers = Answers::new(&["127.0.0.1", "169.254.169.254"]);
    let egress = policy(answers.clone()).allow_private(true);
    let sender = sender(PushOptions::new().with_egress(egress));
    let target = PushTarget::new(format!("http://hook.example:{}/", webhook.port()));
    bounded(sender.send(Push::new(&target, "{}"))).await.unwrap();
    assert_eq!(answers.questions(), 1);
    let (_, request) = webhook.request().await;
    assert!(
        request.contains(&format!("\r\nhost: hook.example:{}\r\n", webhook.port())),
        "{request}"
    );
}

#[tokio::test(start_paused = true)]
async fn names_that_nobody_knows() {
    let target = PushTarget::new("http://hook.example/");
    let unknown = sender(PushOptions::new().with_egress(policy(Nothing)));
    assert_eq!(
        outcome(unknown.check(&target).await),
        refused("its host cannot be resolved")
    );
    // Names come back, so a delivery is tried again.
    let failed = |what: &str| Err((PushErrorKind::Failed, what.to_owned()));
    let expected = failed("http://hook.example cannot be reached");
    assert_eq!(outcome(unknown.send(Push::new(&target, "{}")).await), expected);

    let egress = policy(Silence);
    let silent = sender(
        PushOptions::new()
            .with_egress(egress)
            .with_connect_timeout(Duration::from_secs(3)),
    );
    assert_eq!(
        outcome(silent.check(&target).await),
        refused("its host cannot be resolved in time")
    );
    assert_eq!(outcome(silent.send(Push::new(&target, "{}")).await), expected);
}
