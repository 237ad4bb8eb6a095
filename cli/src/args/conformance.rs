//! The arguments of `conformance`.

use super::values::{self, Secret, ServiceParameter};
use a2a_validator::acts::{Level, Transport};
use clap::Args;
use clap::builder::NonEmptyStringValueParser;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

/// Hold an agent against the specification, with suites in the ACTS format.
///
/// Every test runs over each binding that the card offers. Every answer is checked against the schema too; what that
/// finds is in the reports and changes no result. Where a test is known to contradict the specification, the
/// specification wins, and the report says so; what a test cannot tell is reported as ambiguous, never as passed.
///
/// Tests leave tasks on the agent. The exit status is 0 if no MUST failed and every test could be carried out, 1
/// otherwise, 2 for a suite that is not understood; nothing is sent then.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  a2a conformance localhost:8080
  a2a conformance localhost:8080 --suite ../acts --report html=report.html --report junit=report.xml
  a2a conformance https://agent.example.com --header 'Authorization: Bearer …' --level must
  a2a conformance localhost:8080 --suite mine.acts.yaml --test 'CORE-SEND-*' --binding jsonrpc -o json")]
pub(crate) struct ConformanceArgs {
    /// The agent: a host or an origin (the well-known path of the card is added), or the URL of its card.
    #[arg(value_name = "URL", value_parser = NonEmptyStringValueParser::new())]
    pub(crate) url: String,
    /// Suite to run, a file or a folder of files; repeatable. [default: the one of this program]
    #[arg(long, value_name = "FILE")]
    pub(crate) suite: Vec<PathBuf>,
    /// Binding to test over: jsonrpc or http+json; repeatable. [default: all that the card offers]
    #[arg(long, value_name = "BINDING", value_parser = binding)]
    pub(crate) binding: Vec<Transport>,
    /// Call a binding's operations at this URL, whatever the card says, as jsonrpc=http://localhost:8080/rpc.
    #[arg(long, value_name = "BINDING=URL", value_parser = interface)]
    pub(crate) interface: Vec<(Transport, String)>,
    /// Run the tests of this level only: must, should or may; repeatable. [default: all]
    #[arg(long, value_name = "LEVEL", value_parser = level)]
    pub(crate) level: Vec<Level>,
    /// Run the tests with this id only, in which * stands for anything; repeatable. [default: all]
    #[arg(long, value_name = "ID")]
    pub(crate) test: Vec<String>,
    /// Write a report: json (of the ACTS format), junit or html; repeatable. Over several bindings there is a JSON
    /// file for each, named for it. [default file: acts-report-AGENT-BINDING-TIME]
    #[arg(long, value_name = "FORMAT[=FILE]")]
    pub(crate) report: Vec<ReportTarget>,
    /// Header to send with every request, as a credential; repeatable.
    #[arg(long, value_name = "NAME: VALUE")]
    pub(crate) header: Vec<ServiceParameter>,
    /// Bearer token to authenticate with.
    #[arg(long, value_name = "TOKEN", env = "A2ACLI_BEARER", hide_env_values = true)]
    pub(crate) bearer: Option<Secret>,
    /// Give a variable of the suite a value; repeatable.
    #[arg(long, value_name = "NAME=VALUE", value_parser = variable)]
    pub(crate) var: Vec<(String, String)>,
    /// Address on which the runner's own webhook listens; port 0 takes a free one.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:0")]
    pub(crate) webhook_listen: SocketAddr,
    /// URL at which the agent reaches that webhook. [default: the address]
    #[arg(long, value_name = "URL", value_parser = values::base_url)]
    pub(crate) webhook_url: Option<String>,
    /// How long an answer may take, and a stream for which the suite says nothing.
    #[arg(long, value_name = "DURATION", default_value = "30s", value_parser = values::duration)]
    pub(crate) timeout: Duration,
    /// Skip the tests that need the agent to play the scripted behaviours of the format (a message `tck-…`).
    #[arg(long)]
    pub(crate) no_behaviors: bool,
    /// Do not tell on standard error which test has ended.
    #[arg(long)]
    pub(crate) quiet: bool,
}

/// A report and where it goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ReportTarget {
    pub(crate) format: ReportFormat,
    pub(crate) file: Option<PathBuf>,
}

/// The form of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ReportFormat {
    Json,
    JUnit,
    Html,
}

impl FromStr for ReportTarget {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (format, file) = match text.split_once('=') {
            Some((_, "")) => return Err("the name of the file is missing".to_owned()),
            Some((format, file)) => (format, Some(file.into())),
            None => (text, None),
        };
        let format = match format {
            "json" => ReportFormat::Json,
            "junit" => ReportFormat::JUnit,
            "html" => ReportFormat::Html,
            _ => return Err("expected json, junit or html, and perhaps =FILE".to_owned()),
        };
        Ok(Self { format, file })
    }
}

fn binding(text: &str) -> Result<Transport, String> {
    match text.to_ascii_lowercase().as_str() {
        "jsonrpc" | "json-rpc" => Ok(Transport::JsonRpc),
        "http+json" | "http-json" | "rest" => Ok(Transport::Rest),
        "grpc" => Err("this program does not speak gRPC".to_owned()),
        _ => Err("expected jsonrpc or http+json".to_owned()),
    }
}

fn interface(text: &str) -> Result<(Transport, String), String> {
    let (name, url) = text.split_once('=').ok_or("expected binding=URL")?;
    Ok((binding(name)?, values::base_url(url)?))
}

fn level(text: &str) -> Result<Level, String> {
    let level = Level::ALL
        .into_iter()
        .find(|level| level.as_str().eq_ignore_ascii_case(text));
    level.ok_or_else(|| "expected must, should or may".to_owned())
}

fn variable(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.is_empty() => Ok((name.to_owned(), value.to_owned())),
        _ => Err("expected name=value".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reports() {
        let target = |format, file: Option<&str>| {
            Some(ReportTarget {
                format,
                file: file.map(PathBuf::from),
            })
        };
        for (text, expected) in [
            ("json", target(ReportFormat::Json, None)),
            ("html=a=b.html", target(ReportFormat::Html, Some("a=b.html"))),
            ("junit=x.xml", target(ReportFormat::JUnit, Some("x.xml"))),
            ("json=", None),
            ("xml", None),
        ] {
            assert_eq!(text.parse().ok(), expected, "{text}");
        }
    }

    #[test]
    fn values_of_arguments() {
        assert_eq!(binding("HTTP+JSON"), Ok(Transport::Rest));
        assert!(binding("grpc").is_err());
        assert_eq!(
            interface("rest=http://a/v1/"),
            Ok((Transport::Rest, "http://a/v1".to_owned()))
        );
        assert!(interface("http://a").is_err());
        assert_eq!(variable("a=b=c"), Ok(("a".to_owned(), "b=c".to_owned())));
        assert!(variable("=b").is_err() && variable("a").is_err());
        assert_eq!(level("MUST"), Ok(Level::Must));
    }
}
