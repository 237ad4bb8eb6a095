//! Discovery.

use crate::server::{Server, bounded, http, raw, response};
use a2a_runtime::client::{
    ClientError, ClientErrorKind, FetchedCard, fetch_card, fetch_card_from_url, http_client_builder,
};
use std::path::PathBuf;

/// A card with a member that the schema does not have.
const CARD: &str = r#"{"name":"é", "description":"d","version":"1","capabilities":{},"skills":null,"x-new":1,
    "defaultInputModes":[],"defaultOutputModes":[],
    "supportedInterfaces":[{"url":"http://a","protocolBinding":"JSONRPC","protocolVersion":"1.0"}]}"#;

/// A card of this many bytes.
fn card_of(length: usize) -> String {
    CARD.replace("\"d\"", &format!("\"{}\"", "d".repeat(length - CARD.len() + 1)))
}

/// A file that is gone after the test.
struct TemporaryFile(PathBuf);

impl TemporaryFile {
    fn new(name: &str, content: impl AsRef<[u8]>) -> Self {
        let path = std::env::temp_dir().join(format!("a2a-client-{}-{name}", std::process::id()));
        std::fs::write(&path, content).unwrap();
        Self(path)
    }

    fn path(&self) -> &str {
        self.0.to_str().unwrap()
    }
}

impl Drop for TemporaryFile {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

#[tokio::test]
async fn references_to_servers() {
    for (reference, target) in [
        ("HOST", "/.well-known/agent-card.json"),
        ("HOST/", "/.well-known/agent-card.json"),
        ("http://HOST", "/.well-known/agent-card.json"),
        ("HTTP://HOST/#f", "/.well-known/agent-card.json"),
        ("http://HOST/?a=b", "/?a=b"),
        ("HOST/agents/7/card.json", "/agents/7/card.json"),
        ("http://HOST/agents/7?v=1#f", "/agents/7?v=1"),
    ] {
        bounded(async {
            let mut server = Server::start([response("200 OK", "application/json", CARD)]).await;
            let found = fetch_card(&http(), &reference.replace("HOST", &server.address)).await.unwrap();
            let request = format!(
                "GET {target} HTTP/1.1\r\naccept: application/json, application/a2a+json\r\na2a-version: 1.0\r\n\
                 user-agent: test\r\nhost: HOST\r\n\r\n"
            );
            assert_eq!(server.request().await, request, "{reference}");
            assert_eq!(found.json, CARD.as_bytes(), "{reference}");
            assert_eq!(found.card.name, "é", "{reference}");
            let path = target.split('?').next().unwrap();
            assert_eq!(found.source, format!("http://{}{path}", server.address), "{reference}");
        })
        .await;
    }
}

#[tokio::test]
async fn hosts_without_a_scheme() {
    for (host, is_secure) in [
        ("localhost", false),
        ("LOCALHOST", false),
        ("agent.localhost", false),
        ("127.0.0.1", false),
        ("agent.example.com", true),
        ("localhost.example.com", true),
    ] {
        bounded(async {
            let mut server = Server::start([raw("HTTP/1.1 500 Oops\r\n\r\n")]).await;
            let address = server.address.parse().unwrap();
            let http = http_client_builder()
                .unwrap()
                .no_proxy()
                .resolve(&host.to_lowercase(), address);
            let reference = format!("{host}:{}", address.port());
            let fetching = tokio::spawn(async move { fetch_card(&http.build().unwrap(), &reference).await });
            // A handshake record of TLS, or a request.
            let start: &[u8] = if is_secure { b"\x16\x03" } else { b"GET " };
            assert!(server.bytes().await.starts_with(start), "{host}");
            let kind = if is_secure {
                ClientErrorKind::Unreachable
            } else {
                ClientErrorKind::Http(500)
            };
            assert_eq!(fetching.await.unwrap().unwrap_err().kind(), kind, "{host}");
        })
        .await;
    }
}

#[tokio::test]
async fn references_to_files() {
    let file = TemporaryFile::new("card é.json", CARD);
    let url = reqwest::Url::from_file_path(file.path()).unwrap();
    for reference in [file.path(), url.as_str(), &url.as_str().replace("file:", "FILE:")] {
        let found = fetch_card(&http(), reference).await.unwrap();
        assert_eq!(
            (&*found.json, &*found.source),
            (CARD.as_bytes(), file.path()),
            "{reference}"
        );
    }
}

#[tokio::test]
async fn references_that_mean_nothing() {
    let directory = std::env::temp_dir();
    let directory = format!("file://{}", directory.to_str().unwrap());
    for (reference, kind) in [
        ("", ClientErrorKind::Request),
        ("ftp://example.com", ClientErrorKind::Request),
        ("http://", ClientErrorKind::Request),
        ("a b", ClientErrorKind::Request),
        ("file://example.com/card.json", ClientErrorKind::Request),
        ("file:///no/such/card.json", ClientErrorKind::Card),
        (&directory, ClientErrorKind::Card),
        // A path that is there is no host, whatever it leads to.
        ("/dev/null", ClientErrorKind::Card),
    ] {
        let error = bounded(fetch_card(&http(), reference)).await.unwrap_err();
        assert_eq!(error.kind(), kind, "{reference}: {error}");
    }
}

#[tokio::test]
async fn urls_from_elsewhere_read_no_files() {
    let file = TemporaryFile::new("card.json", CARD);
    for url in [format!("file://{}", file.path()), file.path().to_owned()] {
        let error = fetch_card_from_url(&http(), &url).await.unwrap_err();
        assert_eq!(error.kind(), ClientErrorKind::Request, "{url}");
    }
}

/// Fetches what is served as a card, and what is in a file.
async fn fetch_both(content: &str) -> [Result<FetchedCard, ClientError>; 2] {
    let name = format!("{:x}.json", content.len());
    let file = TemporaryFile::new(&name, content);
    let served = bounded(async {
        let server = Server::start([response("200 OK", "application/json", content)]).await;
        fetch_card(&http(), &server.address).await
    });
    [served.await, fetch_card(&http(), file.path()).await]
}

#[tokio::test]
async fn documents_that_are_no_cards() {
    for (content, path, message) in [
        ("<html>\n", None, "is not JSON: <html>"),
        ("", None, "is not JSON: "),
        ("[]", None, "is no agent card"),
        (r#"{"name":1}"#, Some("name"), "is no agent card: `name` is wrong"),
        (
            &CARD.replace("\"JSONRPC\"", "5"),
            Some("supportedInterfaces[0].protocolBinding"),
            "is no agent card: `supportedInterfaces[0].protocolBinding` is wrong",
        ),
    ] {
        for outcome in fetch_both(content).await {
            let error = outcome.unwrap_err();
            assert_eq!(
                (error.kind(), error.path()),
                (ClientErrorKind::Card, path),
                "{content}"
            );
            assert!(error.to_string().ends_with(&format!(" {message}")), "{error}");
        }
    }
}

#[tokio::test]
async fn documents_are_bounded() {
    const MAXIMUM: usize = 1 << 20;
    for outcome in fetch_both(&card_of(MAXIMUM)).await {
        assert_eq!(outcome.unwrap().json.len(), MAXIMUM);
    }
    for outcome in fetch_both(&card_of(MAXIMUM + 1)).await {
        assert_eq!(outcome.unwrap_err().kind(), ClientErrorKind::TooLarge);
    }
}

#[tokio::test]
async fn servers_without_a_card() {
    for (answer, kind, message) in [
        (
            response("404 Not Found", "text/html", "<html>"),
            ClientErrorKind::Http(404),
            "http://HOST/.well-known/agent-card.json has no agent card: the server answered 404 Not Found",
        ),
        (
            raw("HTTP/1.1 302 Found\r\nlocation: https://www.example.com/card\r\ncontent-length: 0\r\n\r\n"),
            ClientErrorKind::Redirect,
            "http://HOST/.well-known/agent-card.json redirects to https://www.example.com/card, which is not followed",
        ),
        (
            raw("HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n{"),
            ClientErrorKind::Interrupted,
            "the connection to http://HOST/.well-known/agent-card.json ended before the answer did",
        ),
    ] {
        bounded(async {
            let server = Server::start([answer]).await;
            let error = fetch_card(&http(), &server.address).await.unwrap_err();
            let text = error.to_string().replace(&server.address, "HOST");
            assert_eq!((error.kind(), &*text), (kind, message));
        })
        .await;
    }
}
