//! Traffic that is checked, written down and checked again; and transcripts that anybody may have written.

use a2a_bindings::v1_0::PROTOCOL;
use a2a_validator::Validator;
use a2a_validator::traffic::{BodyTap, Inspector, Mounts, Record};
use a2a_validator::transcript::{TranscriptReader, TranscriptWriter, check};
use axum::http;
use std::io::{self, Write};
use std::sync::{Arc, Mutex, OnceLock};

/// A credential that passes with every request.
const SECRET: &str = "fuzz-secret-value";

fn validator() -> &'static Validator {
    static VALIDATOR: OnceLock<Validator> = OnceLock::new();
    VALIDATOR.get_or_init(|| Validator::new(&PROTOCOL).unwrap())
}

#[derive(Clone, Default)]
struct File(Arc<Mutex<Vec<u8>>>);

impl Write for File {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[derive(Clone, Default)]
struct Records(Arc<Mutex<Vec<String>>>);

impl Records {
    fn sink(&self) -> impl Fn(Record) + Send + Sync + 'static + use<> {
        let records = Arc::clone(&self.0);
        move |record| {
            let Record {
                kind,
                complete,
                refused,
                findings,
                ..
            } = record;
            let found: Vec<_> = findings
                .iter()
                .map(|finding| (&*finding.rule, &*finding.pointer))
                .collect();
            let line = format!("{kind:?} {complete} {refused} {found:?}");
            records.lock().unwrap().push(line);
        }
    }

    fn take(&self) -> Vec<String> {
        std::mem::take(&mut self.0.lock().unwrap())
    }
}

/// Whatever passes is written without the credential, in lines that can be read, and what is found in them is what was
/// found before. The first two bytes choose what the others are, and how they are cut.
pub fn traffic(data: &[u8]) {
    let [what, chunk, body @ ..] = data else { return };
    let (records, file) = (Records::default(), File::default());
    let mounts = Mounts::new().json_rpc("/rpc").http_json("/v1");
    let inspector = Inspector::new(validator().clone(), mounts, records.sink())
        .with_max_body_bytes(4096)
        .with_transcript(TranscriptWriter::new(file.clone()));
    let (verb, path) = match what % 3 {
        0 => ("POST", "/rpc"),
        1 => ("GET", "/v1/tasks/t"),
        _ => ("GET", "/v1/tasks/t:subscribe"),
    };
    let request = http::Request::builder().method(verb).uri(path);
    let request = request
        .header("content-type", "application/json")
        .header("authorization", format!("Bearer {SECRET}"));
    let (exchange, mut tap) = inspector.request(&request.body(()).unwrap().into_parts().0);
    let asked: &[u8] = if what % 3 == 0 { body } else { b"" };
    show(&mut tap, asked, *chunk);
    tap.end(true);
    let media_type = if what % 3 == 2 {
        "text/event-stream"
    } else {
        "application/json"
    };
    let response = http::Response::builder()
        .header("content-type", media_type)
        .body(())
        .unwrap();
    let mut tap = exchange.response(&response.into_parts().0);
    show(&mut tap, body, *chunk);
    tap.end(what & 0x80 == 0);

    let transcript = file.0.lock().unwrap().clone();
    let text = str::from_utf8(&transcript).expect("a transcript is text");
    assert!(!text.contains(SECRET), "{text}");
    let live = records.take();
    check(
        TranscriptReader::new(&transcript[..]),
        validator(),
        records.sink(),
    )
    .expect("what was written can be read");
    let again = records.take();
    assert_eq!(again.len(), live.len(), "{text}");
    // The credential itself is one replacement; others may have been words of the protocol.
    let traffic = || {
        text.lines()
            .filter(|line| !line.starts_with(r#"{"type":"finding""#))
    };
    let replaced: usize = traffic().map(|line| line.matches("[redacted]").count()).sum();
    if replaced == 1 && !traffic().any(|line| line.contains(r#""withheld":"#)) {
        assert_eq!(again, live, "{text}");
    }
}

fn show(tap: &mut BodyTap, body: &[u8], chunk: u8) {
    for piece in body.chunks(usize::from(chunk).max(1)) {
        tap.data(piece);
    }
}

/// A transcript is read to its end or to its first error, the same both times, and every record is one of an exchange.
pub fn transcript(data: &[u8]) {
    let records = Records::default();
    let read = || {
        let end = check(
            TranscriptReader::new(data).with_max_line(1 << 16),
            validator(),
            records.sink(),
        );
        (
            end.map_err(|error| (error.kind(), error.line(), error.to_string())),
            records.take(),
        )
    };
    let first = read();
    assert_eq!(read(), first);
    if let Err((_, line, message)) = first.0 {
        assert!(
            line > 0 && line <= data.iter().filter(|byte| **byte == b'\n').count() as u64 + 1,
            "{message}"
        );
        assert!(message.len() < 4096, "{} bytes", message.len());
    }
}
