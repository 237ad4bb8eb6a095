//! `conformance`.

use super::Outcome;
use crate::args::{ConformanceArgs, ReportFormat, ReportTarget, Secret};
use crate::error::{Code, Error, with_causes};
use crate::files;
use crate::output::{self, Format, note};
use a2a_bindings::v1_0::PROTOCOL;
use a2a_runtime::client::http_client;
use a2a_validator::Validator;
use a2a_validator::acts::{
    self, Options, Progress, Report, RunError, RunErrorKind, SuiteError, Suites, Verdict,
};
use http::header::{AUTHORIZATION, HeaderValue};
use serde_json::Value;
use std::path::{Path, PathBuf};

pub(super) async fn conformance(args: &ConformanceArgs, format: Format) -> Result<Outcome, Error> {
    let suites = suites(args)?;
    let options = options(args)?;
    let internal = |error: &(dyn std::error::Error + 'static)| Error::new(Code::Internal, with_causes(error));
    let validator = Validator::new(&PROTOCOL).map_err(|error| internal(&error))?;
    let client = http_client().map_err(|error| internal(&error))?;
    let on_test = |progress: Progress<'_>| {
        if !args.quiet {
            note(&line(&progress));
        }
    };
    let reports = acts::run(&suites, client, &validator, &options, on_test)
        .await
        .map_err(|error| not_run(&error))?;
    // A report that cannot be written costs neither the others nor what standard output has.
    let written = args
        .report
        .iter()
        .fold(Ok(()), |so_far, target| so_far.and(write(target, &reports)));
    match format {
        // One document after the other, as programs that read JSON take them.
        Format::Json => reports
            .iter()
            .try_for_each(|report| output::print_document(&report.to_json()))?,
        Format::Text => output::print(acts::summary(&reports).as_bytes())?,
    }
    written?;
    let conformant = reports.iter().all(Report::is_conformant);
    Ok(if conformant {
        Outcome::Done
    } else {
        Outcome::Negative
    })
}

fn suites(args: &ConformanceArgs) -> Result<Suites, Error> {
    let loaded = if args.suite.is_empty() {
        Suites::built_in()
    } else {
        Suites::load(&args.suite)
    };
    let mut suites = loaded.map_err(|error: SuiteError| Error::usage(error.to_string()))?;
    suites.retain(|id, level| {
        (args.level.is_empty() || args.level.contains(&level))
            && (args.test.is_empty() || args.test.iter().any(|pattern| matches(pattern, id)))
    });
    if suites.is_empty() {
        return Err(Error::usage("no test is left to run").with_hint("see what --level and --test leave out"));
    }
    Ok(suites)
}

/// Whether an id fits a pattern in which `*` stands for anything.
fn matches(pattern: &str, id: &str) -> bool {
    let mut pieces = pattern.split('*');
    let first = pieces.next().unwrap_or_default();
    let Some(mut rest) = id.strip_prefix(first) else {
        return false;
    };
    let mut pieces: Vec<&str> = pieces.collect();
    let Some(last) = pieces.pop() else {
        return rest.is_empty();
    };
    for piece in pieces {
        let Some(at) = rest.find(piece) else {
            return false;
        };
        rest = rest.get(at + piece.len()..).unwrap_or_default();
    }
    rest.ends_with(last)
}

fn options(args: &ConformanceArgs) -> Result<Options, Error> {
    let mut options = Options::new(&args.url)
        .with_transports(args.binding.clone())
        .with_request_timeout(args.timeout)
        .with_stream_timeout(args.timeout)
        .with_behaviors(!args.no_behaviors)
        .with_webhook(args.webhook_listen, args.webhook_url.clone());
    for (transport, url) in &args.interface {
        options = options.with_interface(*transport, url);
    }
    for header in &args.header {
        options = options.with_header(header.name.clone(), header.value.clone());
    }
    if let Some(token) = args.bearer.as_ref().and_then(Secret::reveal) {
        let value = HeaderValue::try_from(format!("Bearer {token}"))
            .map_err(|_| Error::usage("no header can carry the bearer token"))?;
        options = options.with_header(AUTHORIZATION, value);
    }
    for (name, value) in &args.var {
        options = options.with_variable(name, value);
    }
    Ok(options)
}

fn line(progress: &Progress<'_>) -> String {
    let Progress {
        done,
        total,
        transport,
        id,
        verdict,
        level,
        reason,
        ..
    } = progress;
    let time = progress.duration.as_millis();
    let why = match verdict {
        Verdict::Pass => String::new(),
        _ => format!(": {reason}"),
    };
    format!("[{done}/{total}] {transport} {verdict} {level} {id} ({time} ms){why}")
}

fn not_run(error: &RunError) -> Error {
    let message = with_causes(error);
    match error.kind() {
        RunErrorKind::Unreachable => Error::new(Code::Unreachable, message).with_hint(
            "check the address, and that the agent is running; `a2a demo-server` runs one to try with",
        ),
        RunErrorKind::Card => Error::new(Code::CardInvalid, message)
            .with_hint("to test without a card, say where the operations are: --interface jsonrpc=URL"),
        RunErrorKind::Binding => {
            Error::usage(message).with_hint("--interface BINDING=URL tests what the card does not offer")
        }
        _ => Error::usage(message),
    }
}

fn write(target: &ReportTarget, reports: &[Report]) -> Result<(), Error> {
    match target.format {
        ReportFormat::Json => reports.iter().try_for_each(|report| {
            let file = match &target.file {
                Some(file) if reports.len() > 1 => for_binding(file, report.transport().as_str()),
                Some(file) => file.clone(),
                None => default_file(report, report.transport().as_str(), "json"),
            };
            let mut json = serde_json::to_vec_pretty(&report.to_json())
                .map_err(|error| Error::new(Code::Internal, with_causes(&error)))?;
            json.push(b'\n');
            save(&file, &json)
        }),
        ReportFormat::JUnit => save(&one_file(target, reports, "xml"), acts::junit(reports).as_bytes()),
        ReportFormat::Html => save(&one_file(target, reports, "html"), acts::html(reports).as_bytes()),
    }
}

fn save(file: &Path, bytes: &[u8]) -> Result<(), Error> {
    files::write(file, bytes)?;
    note(&format!("wrote {}", file.display()));
    Ok(())
}

fn one_file(target: &ReportTarget, reports: &[Report], ending: &str) -> PathBuf {
    let transports: Vec<_> = reports.iter().map(|report| report.transport().as_str()).collect();
    match (&target.file, reports.first()) {
        (Some(file), _) => file.clone(),
        (None, Some(report)) => default_file(report, &transports.join("-"), ending),
        (None, None) => PathBuf::from(format!("acts-report.{ending}")),
    }
}

/// `report.json` for a binding: `report-jsonrpc.json`.
fn for_binding(file: &Path, transport: &str) -> PathBuf {
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    let name = match file.extension() {
        Some(extension) => format!("{stem}-{transport}.{}", extension.to_string_lossy()),
        None => format!("{stem}-{transport}"),
    };
    file.with_file_name(name)
}

/// The name that the format recommends (§13.5 of the format).
fn default_file(report: &Report, transport: &str, ending: &str) -> PathBuf {
    let json = report.to_json();
    let text = |pointer: &str| {
        json.pointer(pointer)
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned()
    };
    let name: String = text("/sdk/name")
        .chars()
        .take(60)
        .map(|one| {
            if one.is_ascii_alphanumeric() {
                one.to_ascii_lowercase()
            } else {
                '-'
            }
        })
        .collect();
    // `2026-11-20T21:00:00.000Z` without what file names should not have.
    let time: String = text("/generated_at")
        .split('.')
        .next()
        .unwrap_or_default()
        .chars()
        .filter(|one| !"-:".contains(*one))
        .collect();
    PathBuf::from(format!("acts-report-{name}-{transport}-{time}Z.{ending}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns() {
        for (pattern, id, expected) in [
            ("CORE-SEND-001", "CORE-SEND-001", true),
            ("CORE-SEND-001", "CORE-SEND-0011", false),
            ("CORE-*", "CORE-SEND-001", true),
            ("*-001", "CORE-SEND-001", true),
            ("*SEND*", "CORE-SEND-001", true),
            ("C*-*-001", "CORE-SEND-001", true),
            ("*", "", true),
            ("A*A", "A", false),
            ("SEND*", "CORE-SEND-001", false),
            ("", "CORE", false),
        ] {
            assert_eq!(matches(pattern, id), expected, "{pattern} {id}");
        }
    }

    #[test]
    fn files_for_bindings() {
        assert_eq!(
            for_binding(Path::new("out/report.json"), "rest"),
            Path::new("out/report-rest.json")
        );
        assert_eq!(for_binding(Path::new("report"), "rest"), Path::new("report-rest"));
    }
}
