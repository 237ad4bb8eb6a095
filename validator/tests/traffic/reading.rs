//! Reading transcripts that nobody here has written, and writing to what fails.

use crate::world::{File, JSON, Records, VERSION, act, check_again, mounts, perform, validator};
use a2a_validator::traffic::Inspector;
use a2a_validator::transcript::{
    Bytes, Entry, TranscriptError, TranscriptErrorKind, TranscriptReader, TranscriptWriter, check,
};
use std::io::{self, Write};

const HEADER: &str = r#"{"type":"transcript","version":1,"protocolVersion":"1.0","mounts":{"jsonRpc":["/rpc"],"httpJson":["/v1"]}}"#;
const REQUEST: &str = r#"{"type":"request","exchange":1,"at":"2026-01-01T00:00:00Z","method":"GET","target":"/v1/tasks/t","headers":[["a2a-version","1.0"]]}"#;
const RESPONSE: &str = r#"{"type":"response","exchange":1,"at":"2026-01-01T00:00:00Z","status":200,"headers":[],"body":{"text":"{}"}}"#;

fn refusal(transcript: &str) -> Option<(TranscriptErrorKind, u64, String)> {
    let seen = |error: TranscriptError| (error.kind(), error.line(), error.to_string());
    let reader = TranscriptReader::new(transcript.as_bytes()).with_max_line(2000);
    check(reader, validator(), |_| {}).err().map(seen)
}

#[test]
fn what_cannot_be_read_is_refused_with_its_line() {
    use TranscriptErrorKind::{NoTranscript, Syntax, TooLong, Version};
    let long = "x".repeat(2000);
    let at = r#""at":"2026-01-01T00:00:00Z""#;
    for (lines, expected) in [
        (
            &["hello"][..],
            (
                NoTranscript,
                1,
                "a transcript begins with a line of the type `transcript`, and this is none",
            ),
        ),
        (
            &[REQUEST],
            (
                NoTranscript,
                1,
                "a transcript begins with a line of the type `transcript`, and this is none",
            ),
        ),
        (
            &["{\"type\":\"x\"}", HEADER],
            (
                NoTranscript,
                1,
                "a transcript begins with a line of the type `transcript`, and this is none",
            ),
        ),
        (
            &[&HEADER.replace("\"version\":1", "\"version\":2")],
            (
                Version,
                1,
                "the transcript has version 2, and only version 1 is known",
            ),
        ),
        (
            &[&HEADER.replace("1.0", "0.3")],
            (
                Version,
                1,
                "the traffic is of protocol version 0.3, and 1.0 is what is checked",
            ),
        ),
        (
            &[HEADER, "", "{"],
            (
                Syntax,
                3,
                "not JSON: EOF while parsing an object at line 1 column 1",
            ),
        ),
        (&[HEADER, "[]"], (Syntax, 2, "is no JSON object")),
        (&[HEADER, "{}"], (Syntax, 2, "`type` is missing or no string")),
        (
            &[HEADER, &long],
            (Syntax, 2, "not JSON: expected value at line 1 column 1"),
        ),
        (
            &[HEADER, &format!("{long}x")],
            (TooLong, 2, "the line has more than 2000 bytes"),
        ),
        (
            &[HEADER, &REQUEST.replace("1,", "-1,")],
            (Syntax, 2, "`exchange` is missing or no integer from 0"),
        ),
        (
            &[HEADER, &REQUEST.replace("2026", "x")],
            (Syntax, 2, "`at` is no time: "),
        ),
        (
            &[HEADER, &REQUEST.replace("GET", "G T")],
            (Syntax, 2, "is no HTTP"),
        ),
        (
            &[HEADER, &REQUEST.replace("/v1/tasks/t", "/ /")],
            (Syntax, 2, "is no HTTP"),
        ),
        (
            &[
                HEADER,
                &REQUEST.replace("[\"a2a-version\",\"1.0\"]", "[\"a\\n\",\"\"]"),
            ],
            (Syntax, 2, "is no HTTP"),
        ),
        (
            &[HEADER, &REQUEST.replace("[\"a2a-version\",\"1.0\"]", "[1]")],
            (Syntax, 2, "`headers` is no array of pairs"),
        ),
        (
            &[HEADER, &REQUEST.replace("}", ",\"body\":1}")],
            (Syntax, 2, "`body` is no object"),
        ),
        (
            &[HEADER, &REQUEST.replace("]]}", "]],\"body\":{}}")],
            (
                Syntax,
                2,
                "one of `text`, `base64`, `tooLarge` and `withheld` is missing",
            ),
        ),
        (
            &[HEADER, &REQUEST.replace("]]}", "]],\"body\":{\"base64\":\"?\"}}")],
            (Syntax, 2, "`base64` is not base64: "),
        ),
        (
            &[HEADER, RESPONSE],
            (Syntax, 2, "exchange 1 has no request, or is over"),
        ),
        (
            &[HEADER, REQUEST, &RESPONSE.replace("200", "20")],
            (Syntax, 3, "is no HTTP"),
        ),
        (
            &[HEADER, REQUEST, &RESPONSE.replace("200", "70000")],
            (Syntax, 3, "`status` is no status of HTTP"),
        ),
        (
            &[HEADER, REQUEST, RESPONSE, RESPONSE],
            (Syntax, 4, "exchange 1 has no request, or is over"),
        ),
        (
            &[
                HEADER,
                REQUEST,
                &format!("{{\"type\":\"chunk\",\"exchange\":1,{at},\"text\":\"\"}}"),
            ],
            (Syntax, 3, "no stream is open"),
        ),
        (
            &[
                HEADER,
                REQUEST,
                &format!("{{\"type\":\"body\",\"exchange\":1,{at},\"of\":\"request\"}}"),
            ],
            (Syntax, 3, "no body was to follow"),
        ),
        (
            &[
                HEADER,
                REQUEST,
                &format!("{{\"type\":\"body\",\"exchange\":1,{at},\"of\":\"x\"}}"),
            ],
            (Syntax, 3, "`of` is neither `request` nor `response`"),
        ),
        (
            &[HEADER, &REQUEST.replace("]]}", "]],\"open\":1}")],
            (Syntax, 2, "`open` is neither true nor false"),
        ),
    ] {
        let (kind, line, message) =
            refusal(&lines.join("\n")).unwrap_or_else(|| panic!("{lines:?} can be read"));
        assert_eq!((kind, line), (expected.0, expected.1), "{lines:?} {message}");
        assert!(
            message.starts_with(&format!("line {line}: {}", expected.2)),
            "{message}"
        );
    }
}

#[test]
fn what_is_unknown_is_passed_over() {
    let transcript = [
        &HEADER
            .replace("\"version\":1", "\"by\":\"x\",\"version\":1")
            .replace("\"jsonRpc\"", "\"grpc\":[\"/g\"],\"jsonRpc\""),
        "",
        r#"{"type":"note","text":"hello"}"#,
        &REQUEST.replace("\"headers\"", "\"trailers\":{},\"headers\""),
        &RESPONSE.replace("\"text\"", "\"encoding\":7,\"text\""),
        "  ",
    ]
    .join("\n");
    assert_eq!(check_again(&transcript).len(), 2);
    assert!(refusal("").is_none());
}

#[test]
fn an_end_in_the_midst_is_one() {
    let (_, transcript) = perform(
        &[act("POST /rpc", &[JSON, VERSION], b"{}").answered(
            200,
            &["content-type: text/event-stream"],
            b"data: {}\n\n",
        )],
        10,
    );
    let lines: Vec<_> = transcript.lines().collect();
    for end in 1..lines.len() {
        assert!(refusal(&lines[..end].join("\n")).is_none());
    }
    // A line that was not written to its end.
    let cut = &transcript[..transcript.len() - 20];
    assert_eq!(
        refusal(cut).map(|(kind, ..)| kind),
        Some(TranscriptErrorKind::Syntax)
    );
}

#[test]
fn a_reader_gives_what_lines_say() {
    let lines = format!(
        "{HEADER}\n{REQUEST}\n{RESPONSE}\n{}",
        r#"{"type":"finding","exchange":1,"what":"response","severity":"worse","rule":"r","pointer":"/a","message":"m"}"#
    );
    let entries: Vec<_> = TranscriptReader::new(lines.as_bytes())
        .map(Result::unwrap)
        .collect();
    let [
        Entry::Header(header),
        Entry::Request {
            headers, body: asked, ..
        },
        Entry::Response { body, .. },
        Entry::Finding { severity, rule, .. },
    ] = &entries[..]
    else {
        panic!("{entries:#?}")
    };
    assert_eq!(header.mounts.json_rpc_paths().collect::<Vec<_>>(), ["/rpc"]);
    assert_eq!(headers, &[("a2a-version".to_owned(), b"1.0".to_vec())]);
    assert!(asked.as_ref().unwrap().complete && asked.as_ref().unwrap().bytes == Bytes::Here(Vec::new()));
    assert_eq!(body.as_ref().unwrap().bytes, Bytes::Here(b"{}".to_vec()));
    assert!(severity.is_none() && rule == "r");
    // After an error there is nothing more.
    let mut reader = TranscriptReader::new(&b"x\n{}"[..]);
    assert!(reader.next().unwrap().is_err() && reader.next().is_none());
}

#[test]
fn too_many_open_exchanges_are_refused() {
    let requests: String = (1..=10_001)
        .map(|number| {
            format!(
                "{}\n",
                REQUEST.replace("\"exchange\":1", &format!("\"exchange\":{number}"))
            )
        })
        .collect();
    let (kind, line, _) = refusal(&format!("{HEADER}\n{requests}")).unwrap();
    assert_eq!((kind, line), (TranscriptErrorKind::TooMany, 10_002));
}

/// Takes this many bytes, and no more.
struct Full(usize, File);

impl Write for Full {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0 == 0 {
            return Err(io::Error::from(io::ErrorKind::StorageFull));
        }
        let length = bytes.len().min(self.0);
        self.0 -= length;
        self.1.write(&bytes[..length])
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_full_disk_stops_the_transcript_and_nothing_else() {
    let (records, file) = (Records::default(), File::default());
    let writer = TranscriptWriter::new(Full(300, file.clone()));
    let shown = Inspector::new(validator().clone(), mounts(), records.sink()).with_transcript(writer.clone());
    for _ in 0..3 {
        let mut going = crate::world::Going::begin(
            &shown,
            act("GET /v1/tasks/t", &[VERSION], b"").answered(200, &[JSON], b"{}"),
            9,
        );
        while going.step() {}
    }
    assert_eq!(records.lines().len(), 6);
    assert_eq!(writer.check().unwrap_err().kind(), io::ErrorKind::StorageFull);
    assert!(writer.check().is_ok());
    assert_eq!(file.text().len(), 300);
}
