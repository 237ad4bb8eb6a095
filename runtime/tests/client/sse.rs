//! The decoder of server-sent events, over what senders are known to send.

use a2a_runtime::client::{SseDecoder, SseError};
use std::time::Duration;

/// An event as id, type and data.
type Event = (Option<String>, Option<String>, String);

/// Everything a decoder says about chunks: the events, how it ended, the last id.
#[derive(Debug, PartialEq)]
struct Decoded {
    events: Vec<Event>,
    end: Result<(), SseError>,
    last_event_id: Option<String>,
    retry: Option<Duration>,
}

fn decode(decoder: SseDecoder, chunks: &[&[u8]]) -> Decoded {
    let mut decoder = decoder;
    let mut events = Vec::new();
    let mut error = None;
    for chunk in chunks {
        decoder.push(chunk);
        while let Some(event) = decoder.next_event() {
            match event {
                Ok(event) => events.push((
                    event.id.map(String::from),
                    event.event.map(String::from),
                    event.data,
                )),
                Err(one) => assert_eq!(error.replace(one), None, "an error is the last thing"),
            }
        }
    }
    Decoded {
        events,
        end: error.map_or_else(|| decoder.finish(), Err),
        last_event_id: decoder.last_event_id().map(str::to_owned),
        retry: decoder.retry(),
    }
}

fn event(id: &str, kind: &str, data: &str) -> Event {
    let text = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    (text(id), text(kind), data.to_owned())
}

/// Input, events as (id, type, data), last id; all of them end well.
type Sample = (
    &'static str,
    &'static [u8],
    &'static [(&'static str, &'static str, &'static str)],
    &'static str,
);

const SAMPLES: &[Sample] = &[
    ("nothing", b"", &[], ""),
    (
        "line feeds",
        b"data: {\"a\":1}\n\ndata: {\"a\":2}\n\n",
        &[("", "", "{\"a\":1}"), ("", "", "{\"a\":2}")],
        "",
    ),
    (
        "carriage returns",
        b"data: 1\r\rdata: 2\r\r",
        &[("", "", "1"), ("", "", "2")],
        "",
    ),
    (
        "both",
        b"data: 1\r\n\r\ndata: 2\r\n\r\n",
        &[("", "", "1"), ("", "", "2")],
        "",
    ),
    (
        "several lines that end in both",
        b"id: 1\r\ndata: {\r\ndata: }\r\n\r\n",
        &[("1", "", "{\n}")],
        "1",
    ),
    (
        "mixed",
        b"data: 1\r\n\ndata: 2\r\rdata: 3\n\r\n",
        &[("", "", "1"), ("", "", "2"), ("", "", "3")],
        "",
    ),
    (
        "a carriage return does not swallow an empty line",
        b"data: 1\r\n\n",
        &[("", "", "1")],
        "",
    ),
    ("no space", b"data:1\n\n", &[("", "", "1")], ""),
    (
        "one space only is taken",
        b"data:  1 \n\n",
        &[("", "", " 1 ")],
        "",
    ),
    ("a tab is no space", b"data:\t1\n\n", &[("", "", "\t1")], ""),
    (
        "several lines",
        b"data: {\ndata:   \"a\": 1\ndata: }\n\n",
        &[("", "", "{\n  \"a\": 1\n}")],
        "",
    ),
    ("empty data lines", b"data\ndata:\n\n", &[("", "", "\n")], ""),
    (
        "empty data",
        b"data\n\ndata:\n\n",
        &[("", "", ""), ("", "", "")],
        "",
    ),
    (
        "comments",
        b": hi\n\n:\n\n:: \ndata: 1\n: hi\n\n",
        &[("", "", "1")],
        "",
    ),
    ("a colon in the data", b"data: a: b\n\n", &[("", "", "a: b")], ""),
    (
        "a byte order mark",
        b"\xEF\xBB\xBFdata: 1\n\n",
        &[("", "", "1")],
        "",
    ),
    (
        "a second byte order mark",
        b"\xEF\xBB\xBFdata: 1\n\n\xEF\xBB\xBFdata: 2\n\n",
        &[("", "", "1")],
        "",
    ),
    (
        "ids",
        b"id: 1\ndata: a\n\nid:2\ndata: b\n\n",
        &[("1", "", "a"), ("2", "", "b")],
        "2",
    ),
    (
        "an id holds on",
        b"id: 1\ndata: a\n\ndata: b\n\n",
        &[("1", "", "a"), ("1", "", "b")],
        "1",
    ),
    (
        "an id alone",
        b"id: 7\n\ndata: a\n\nid: 8\n\n",
        &[("7", "", "a")],
        "8",
    ),
    (
        "an id is taken away",
        b"id: 7\ndata: a\n\nid\ndata: b\n\n",
        &[("7", "", "a"), ("", "", "b")],
        "",
    ),
    (
        "an id with NUL",
        b"id: 7\n\nid: 8\0\ndata: a\n\n",
        &[("7", "", "a")],
        "7",
    ),
    (
        "an id that is cut off",
        b"id: 7\ndata: a\n\nid: 8\n",
        &[("7", "", "a")],
        "7",
    ),
    (
        "types",
        b"event: x\ndata: 1\n\ndata: 2\n\n",
        &[("", "x", "1"), ("", "", "2")],
        "",
    ),
    ("a type alone", b"event: x\n\ndata: 1\n\n", &[("", "", "1")], ""),
    (
        "unknown fields",
        b"foo: 1\nDATA: 2\n data: 3\ndata: 4\nbar\n\n",
        &[("", "", "4")],
        "",
    ),
    (
        "a comment is cut off",
        b"data: 1\n\n: keep-al",
        &[("", "", "1")],
        "",
    ),
    (
        "more than ASCII",
        "id: é\ndata: žluť 🦀\n\n".as_bytes(),
        &[("é", "", "žluť 🦀")],
        "é",
    ),
    (
        "five in one chunk",
        b"data: 1\n\ndata: 2\n\ndata: 3\n\ndata: 4\n\ndata: 5\n\n",
        &[
            ("", "", "1"),
            ("", "", "2"),
            ("", "", "3"),
            ("", "", "4"),
            ("", "", "5"),
        ],
        "",
    ),
];

#[test]
fn decodes_what_senders_send() {
    for (name, input, events, last_event_id) in SAMPLES {
        let decoded = decode(SseDecoder::new(), &[input]);
        let events: Vec<Event> = events
            .iter()
            .map(|(id, kind, data)| event(id, kind, data))
            .collect();
        assert_eq!(decoded.events, events, "{name}");
        assert_eq!(decoded.end, Ok(()), "{name}");
        assert_eq!(
            decoded.last_event_id.as_deref().unwrap_or_default(),
            *last_event_id,
            "{name}"
        );
    }
}

/// Input, the number of events before the end, and the end.
const BROKEN: &[(&str, &[u8], usize, SseError)] = &[
    (
        "no empty line",
        b"data: 1\n\ndata: 2\n",
        1,
        SseError::Unterminated,
    ),
    ("no line end", b"data: 1\n\ndata: 2", 1, SseError::Unterminated),
    ("within a name", b"data: 1\n\nda", 1, SseError::Unterminated),
    (
        "a comment behind data",
        b"data: 1\n: hi",
        0,
        SseError::Unterminated,
    ),
    (
        "data is not UTF-8",
        b"data: 1\n\ndata: \xFF\n\ndata: 3\n\n",
        1,
        SseError::NotUtf8,
    ),
    (
        "an id is not UTF-8",
        b"id: \xFF\ndata: 1\n\n",
        0,
        SseError::NotUtf8,
    ),
];

#[test]
fn reports_what_is_broken() {
    for (name, input, events, end) in BROKEN {
        let decoded = decode(SseDecoder::new(), &[input]);
        assert_eq!(
            (decoded.events.len(), decoded.end),
            (*events, Err(*end)),
            "{name}"
        );
    }
}

#[test]
fn any_split_decodes_the_same() {
    let samples = SAMPLES.iter().map(|(name, input, ..)| (*name, *input));
    let broken = BROKEN.iter().map(|(name, input, ..)| (*name, *input));
    for maximum in [4, 8, 12, SseDecoder::MAX_EVENT] {
        let decoder = || SseDecoder::new().with_max_event(maximum);
        for (name, input) in samples.clone().chain(broken.clone()) {
            let whole = decode(decoder(), &[input]);
            for first in 0..=input.len() {
                let (start, rest) = input.split_at(first);
                assert_eq!(
                    decode(decoder(), &[start, rest]),
                    whole,
                    "{name}, at {first}, maximum {maximum}"
                );
                for second in 0..=rest.len() {
                    let (middle, end) = rest.split_at(second);
                    let chunks = [start, middle, end];
                    assert_eq!(
                        decode(decoder(), &chunks),
                        whole,
                        "{name}, at {first} and {second}"
                    );
                }
            }
            let bytes: Vec<&[u8]> = input.chunks(1).collect();
            assert_eq!(
                decode(decoder(), &bytes),
                whole,
                "{name}, byte by byte, maximum {maximum}"
            );
        }
    }
}

#[test]
fn events_come_as_soon_as_their_empty_line_begins() {
    for end in ["\n\n", "\r\r", "\r\n\r"] {
        let mut decoder = SseDecoder::new();
        decoder.push(b"data: 1");
        assert_eq!(decoder.next_event(), None);
        decoder.push(end.as_bytes());
        let event = decoder
            .next_event()
            .expect("the event is whole")
            .expect("and sound");
        assert_eq!(event.data, "1", "{end:?}");
    }
}

#[test]
fn lines_and_events_are_bounded() {
    let maximum = 64;
    let line = b"data: 0123456789\n";
    let endless: [(&str, Vec<u8>); 4] = [
        ("a line without end", vec![b'd'; 65]),
        ("a comment without end", [b":".as_slice(), &[b'x'; 64]].concat()),
        ("an event without end", line.repeat(7)),
        ("an event of empty lines", b"data\n".repeat(65)),
    ];
    for (name, input) in endless {
        let decoded = decode(SseDecoder::new().with_max_event(maximum), &[&input]);
        assert_eq!(decoded.end, Err(SseError::TooLarge(maximum)), "{name}");
        assert_eq!(decoded.events, [], "{name}");
    }
    // What is done with does not count: neither events nor comments.
    let long = [line.repeat(4).as_slice(), b"\n: a comment\n: another comment\n"]
        .concat()
        .repeat(100);
    let decoded = decode(SseDecoder::new().with_max_event(maximum), &[&long]);
    assert_eq!((decoded.events.len(), decoded.end), (100, Ok(())));
}

#[test]
fn a_large_event_within_the_default_limit_is_decoded() {
    let data = "x".repeat(SseDecoder::MAX_EVENT - 6);
    let fits = format!("data: {data}\n\n");
    let chunks: Vec<&[u8]> = fits.as_bytes().chunks(64 << 10).collect();
    let decoded = decode(SseDecoder::new(), &chunks);
    assert_eq!((decoded.events.len(), decoded.end), (1, Ok(())));
    let larger = format!("data: x{data}\n\n");
    let decoded = decode(SseDecoder::new(), &[larger.as_bytes()]);
    assert_eq!(decoded.end, Err(SseError::TooLarge(SseDecoder::MAX_EVENT)));
}

#[test]
fn the_time_to_wait_is_kept() {
    for (input, retry) in [
        ("retry: 1500\n\n", Some(1500)),
        ("retry: 1\nretry: soon\nretry: +3\nretry:\n\n", Some(1)),
        ("retry: -1\n\n", None),
        ("retry: 99999999999999999999999\n\n", None),
    ] {
        let decoded = decode(SseDecoder::new(), &[input.as_bytes()]);
        assert_eq!(decoded.retry, retry.map(Duration::from_millis), "{input:?}");
    }
}

#[test]
fn nothing_comes_after_an_error() {
    let mut decoder = SseDecoder::new();
    decoder.push(b"data: \xFF\n\n");
    assert_eq!(decoder.next_event(), Some(Err(SseError::NotUtf8)));
    decoder.push(b"data: 1\n\n");
    assert_eq!(decoder.next_event(), None);
    assert_eq!(decoder.finish(), Ok(()), "the error was reported");
}
