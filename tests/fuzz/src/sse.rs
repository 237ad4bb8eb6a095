//! The decoder of server-sent events (WHATWG HTML, §9.2.6).

use a2a_runtime::client::{SseDecoder, SseError, SseEvent};
use std::time::Duration;

/// What a decoder made of a stream.
#[derive(Debug, PartialEq)]
struct Seen {
    events: Vec<Result<SseEvent, SseError>>,
    end: Result<(), SseError>,
    last_event_id: Option<String>,
    retry: Option<Duration>,
}

/// However the stream is cut into chunks, the events are the same, and they are those that a simple reading of the
/// whole text gives. The first two bytes are the limit on events and the lengths of chunks.
pub fn sse(data: &[u8]) {
    let [limit, seed, stream @ ..] = data else { return };
    let limit = match limit {
        255 => SseDecoder::MAX_EVENT,
        other => usize::from(*other),
    };
    let whole = decode([stream], limit);
    assert_eq!(decode(stream.chunks(1), limit), whole);
    assert_eq!(decode(stream.chunks(usize::from(seed % 16) + 1), limit), whole);
    // Uneven chunks, an empty one among them.
    let mut state = u32::from(*seed) | 1;
    let mut rest = stream;
    let uneven = std::iter::from_fn(|| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let length = ((state >> 24) as usize % 7).min(rest.len());
        let (chunk, others) = rest.split_at(length);
        let ended = rest.is_empty();
        rest = others;
        (!ended).then_some(chunk)
    });
    assert_eq!(decode(uneven, limit), whole);
    if limit == SseDecoder::MAX_EVENT {
        compare(stream, &whole);
    }
}

fn decode<'a>(chunks: impl IntoIterator<Item = &'a [u8]>, limit: usize) -> Seen {
    let mut decoder = SseDecoder::new().with_max_event(limit);
    let mut events = Vec::new();
    for chunk in chunks {
        decoder.push(chunk);
        while let Some(event) = decoder.next_event() {
            events.push(event);
        }
    }
    Seen {
        events,
        end: decoder.finish(),
        last_event_id: decoder.last_event_id().map(str::to_owned),
        retry: decoder.retry(),
    }
}

/// The events of the whole text, line by line.
fn compare(stream: &[u8], seen: &Seen) {
    let Ok(text) = str::from_utf8(stream) else { return };
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    // The last line is not ended.
    let lines: Vec<_> = text.split('\n').collect();
    let (mut data, mut event, mut id) = (None::<String>, "", "");
    let mut expected = Vec::new();
    for line in &lines[..lines.len() - 1] {
        if line.is_empty() {
            if let Some(data) = data.take() {
                expected.push((id, event, data));
            }
            event = "";
            continue;
        }
        let (name, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match name {
            "data" => {
                data = Some(match data {
                    Some(data) => data + "\n" + value,
                    None => value.to_owned(),
                });
            }
            "event" => event = value,
            "id" if !value.contains('\0') => id = value,
            _ => {}
        }
    }
    let actual: Vec<_> = seen
        .events
        .iter()
        .map(|event| {
            let event = event.as_ref().unwrap();
            let (id, name) = (event.id.as_deref(), event.event.as_deref());
            (
                id.unwrap_or_default(),
                name.unwrap_or_default(),
                event.data.clone(),
            )
        })
        .collect();
    assert_eq!(actual, expected);
    let rest = lines[lines.len() - 1];
    let is_whole = data.is_none() && (rest.is_empty() || rest.starts_with(':'));
    assert_eq!(seen.end.is_ok(), is_whole);
}
