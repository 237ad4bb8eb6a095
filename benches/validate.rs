//! What it costs to check a document, beside what it costs to parse it.

use crate::Outcome;
use crate::cores::Cores;
use crate::report::table;
use crate::statistics::{duration, figure, grouped, largest, median, ratio};
use a2a_bindings::v1_0::PROTOCOL;
use a2a_validator::{Profile, Subject, Validator};
use serde_json::{Value, json};
use std::hint::black_box;
use std::time::{Duration, Instant};

/// A document and what it is checked as.
struct Document {
    name: &'static str,
    subject: Subject<'static>,
    json: Value,
    /// How many findings there are.
    findings: usize,
}

/// The table.
pub(crate) async fn measure(cores: &Cores, quick: bool) -> Outcome<String> {
    // All of this is one thread; the load's core is as good as the server's.
    let _ = cores;
    let (rounds, length) = match quick {
        true => (2, Duration::from_millis(2)),
        false => (25, Duration::from_millis(40)),
    };
    let validator = Validator::new(&PROTOCOL)?;
    let mut rows = Vec::new();
    for document in documents() {
        rows.push(row(&validator, &document, rounds, length)?);
    }
    let head = [
        "document",
        "bytes",
        "parse",
        "check bytes",
        "of parsing",
        "check bytes, lenient",
        "of parsing",
        "check what is parsed",
        "of parsing",
    ];
    Ok(table(&head, &rows))
}

fn row(validator: &Validator, document: &Document, rounds: usize, length: Duration) -> Outcome<Vec<String>> {
    let bytes = serde_json::to_vec(&document.json)?;
    let subject = Some(document.subject);
    let report = validator.report(subject, &bytes, Profile::Canonical)?;
    if report.findings.len() != document.findings {
        return Err(format!("{}: {:?}", document.name, report.findings).into());
    }
    let parse = || drop(black_box(serde_json::from_slice::<Value>(black_box(&bytes))));
    let check = || {
        drop(black_box(validator.report(
            subject,
            black_box(&bytes),
            Profile::Canonical,
        )))
    };
    let lenient = || {
        drop(black_box(validator.report(
            subject,
            black_box(&bytes),
            Profile::Lenient,
        )))
    };
    let parsed = || {
        drop(black_box(validator.report_value(
            subject,
            black_box(&document.json),
            Profile::Canonical,
        )))
    };
    let mut times: [Vec<f64>; 4] = Default::default();
    // The first round does not count.
    for round in 0..=rounds {
        let round_times = [
            each(length, &parse),
            each(length, &check),
            each(length, &lenient),
            each(length, &parsed),
        ];
        if round > 0 {
            times
                .iter_mut()
                .zip(round_times)
                .for_each(|(times, time)| times.push(time));
        }
    }
    let [parse, checks @ ..] = &times;
    let mut row = vec![
        document.name.to_owned(),
        grouped(bytes.len()),
        duration(median(parse.iter().copied())),
    ];
    for check in checks {
        row.push(duration(median(check.iter().copied())));
        let ratios: Vec<f64> = check
            .iter()
            .zip(parse)
            .map(|(check, parse)| ratio(*check, *parse))
            .collect();
        let least = ratios.iter().copied().fold(f64::INFINITY, f64::min);
        row.push(format!(
            "{} ({}–{})",
            figure(median(ratios.iter().copied())),
            figure(least),
            figure(largest(ratios.iter().copied()))
        ));
    }
    Ok(row)
}

/// How long something takes, in seconds, when it is done again and again for a while.
fn each(length: Duration, work: &dyn Fn()) -> f64 {
    let started = Instant::now();
    let mut count = 0.0;
    loop {
        // The clock is not part of it.
        for _ in 0..16 {
            work();
        }
        count += 16.0;
        let elapsed = started.elapsed();
        if elapsed >= length {
            return elapsed.as_secs_f64() / count;
        }
    }
}

fn documents() -> [Document; 5] {
    let message = |text: &str| {
        json!({
            "messageId": "3f36680c-7f37-4a5f-945e-d78981fafd36", "role": "ROLE_USER", "parts": [{ "text": text }],
            "contextId": "c295ea44-7543-4f78-b524-7a38915ad6e4", "taskId": "363422be-b0f9-4692-a24d-278670e7c7f1",
        })
    };
    let task = |history: Vec<Value>| {
        json!({
            "id": "363422be-b0f9-4692-a24d-278670e7c7f1", "contextId": "c295ea44-7543-4f78-b524-7a38915ad6e4",
            "status": { "state": "TASK_STATE_COMPLETED", "timestamp": "2025-10-28T10:30:00.000Z" },
            "artifacts": [{
                "artifactId": "9b6934dd-37e3-4eb1-8766-962efaab63a1", "name": "report",
                "parts": [
                    { "text": "It will be sunny in the morning, with a light breeze.", "mediaType": "text/plain" },
                    { "data": { "temperature": 21.5, "unit": "C", "hours": [1, 2, 3] } },
                ],
            }],
            "history": history,
        })
    };
    let long = task((0..250).map(|_| message("And the day after that?")).collect());
    let task = task(vec![message("What will the weather be like tomorrow?")]);
    let odd: Value = task
        .to_string()
        .replacen("contextId", "context_id", 1)
        .replace("TASK_STATE_COMPLETED", "completed")
        .parse()
        .unwrap_or_default();
    let request = json!({
        "jsonrpc": "2.0", "id": 7, "method": "SendMessage", "params": { "message": message("Hello") },
    });
    let card = json!({
        "name": "Weather", "description": "Tells the weather.", "version": "1.0.0",
        "supportedInterfaces": [
            { "url": "https://a.example/rpc", "protocolBinding": "JSONRPC", "protocolVersion": "1.0" },
            { "url": "https://a.example/v1", "protocolBinding": "HTTP+JSON", "protocolVersion": "1.0" },
        ],
        "capabilities": { "streaming": true, "pushNotifications": false },
        "securitySchemes": { "bearer": { "httpAuthSecurityScheme": { "scheme": "Bearer" } } },
        "securityRequirements": [{ "schemes": { "bearer": { "list": [] } } }],
        "defaultInputModes": ["text/plain"], "defaultOutputModes": ["text/plain", "application/json"],
        "skills": [{ "id": "w", "name": "Weather", "description": "Tells it.", "tags": ["weather"] }],
    });
    let document = |name, subject, json, findings| Document {
        name,
        subject,
        json,
        findings,
    };
    [
        document("a task", Subject::Type("Task"), task, 0),
        document("a task with 250 messages", Subject::Type("Task"), long, 0),
        document("a task with two errors", Subject::Type("Task"), odd, 2),
        document(
            "a request",
            Subject::JsonRpcRequest(Some("SendMessage")),
            request,
            0,
        ),
        document("a card", Subject::Type("AgentCard"), card, 0),
    ]
}
