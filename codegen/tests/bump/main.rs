//! The rehearsal of the next version of the protocol: a changed copy of the schema goes through the generator,
//! compiles, and does what is new in it, without a line by hand.
#![cfg(feature = "cli")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

mod changes;

use a2a_codegen::{Change, Config, Layout, diff, schema};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn package() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn schema_1_0() -> Value {
    let text = fs::read_to_string(package().join("../schema/v1.0/a2a.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

fn next_schema() -> Value {
    let mut next = schema_1_0();
    for change in changes::CHANGES {
        change.apply(&mut next);
    }
    next["x-a2a-protocol"]["version"] = "1.1".into();
    next
}

#[test]
fn diff_reports_exactly_the_changes() {
    let old = schema::read(&schema_1_0()).unwrap();
    let new = schema::read(&next_schema()).unwrap();
    let mut reported: Vec<_> = diff(&old, &new).iter().map(Change::to_string).collect();
    let mut expected: Vec<_> = changes::CHANGES
        .iter()
        .flat_map(|change| change.reported)
        .map(|line| (*line).to_owned())
        .chain(["compatible  protocol-changed        the version is `1.1` now, was `1.0`".to_owned()])
        .collect();
    reported.sort();
    expected.sort();
    assert_eq!(reported, expected);
    // Each of them alone, too.
    for change in changes::CHANGES.iter().filter(|change| change.stands_alone) {
        let mut next = schema_1_0();
        change.apply(&mut next);
        let reported = diff(&old, &schema::read(&next).unwrap());
        let reported: Vec<_> = reported.iter().map(Change::to_string).collect();
        assert_eq!(reported, change.reported);
    }
}

#[test]
fn next_version_compiles_and_runs() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("rehearsal");
    let source = folder.join("src");
    fs::create_dir_all(&source).unwrap();
    fs::write(folder.join("Cargo.toml"), manifest()).unwrap();
    // The versions that the workspace has, so that nothing is looked up.
    fs::copy(package().join("../Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    for name in ["lib.rs", "main.rs"] {
        let fixture = package().join("tests/fixtures/rehearsal/src").join(name);
        fs::copy(fixture, source.join(name)).unwrap();
    }

    let schema = folder.join("a2a.json");
    fs::write(&schema, format!("{:#}\n", next_schema())).unwrap();
    let config = Config::new(&schema);
    let generate = |config: Config, out: PathBuf| {
        config.generate().unwrap().write(&out).unwrap();
    };
    generate(config.clone().json_schema(true), source.clone());
    generate(config.clone().layout(Layout::OneFile), source.join("one_file"));
    generate(
        config.module_name("only_types").server(false).client(false),
        source.clone(),
    );
    for case in ["cycles", "every_type", "odd_names"] {
        let schema = package().join("tests/fixtures").join(case).join("a2a.json");
        generate(
            Config::new(schema).module_name(case).json_schema(true),
            source.join("cases"),
        );
    }

    let output = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| env!("CARGO").into()))
        .args(["run", "--quiet", "--offline", "--target-dir"])
        .arg(folder.join("target"))
        .current_dir(&folder)
        // What belongs to the run around this one.
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        .env_remove("RUSTC_WORKSPACE_WRAPPER")
        .output()
        .unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert_eq!(text(&output.stdout), "rehearsed\n");
}

/// The manifest of the project at the next version: the crates that generated code leans on, and an executor.
fn manifest() -> String {
    let root = std::path::absolute(package().join("..")).unwrap();
    let root = root.to_str().unwrap().replace('\\', "/");
    format!(
        r#"[package]
name = "rehearsal"
version = "0.0.0"
edition = "2024"

[workspace]

[features]
default = ["schemars"]
schemars = ["dep:schemars", "a2a-bindings/schemars"]

[dependencies]
a2a-bindings = {{ path = "{root}" }}
futures-util = {{ version = "0.3", default-features = false, features = ["std"] }}
schemars = {{ version = "1", default-features = false, features = ["std"], optional = true }}
serde = {{ version = "1", default-features = false, features = ["std"] }}
serde_json = "1"

[profile.dev]
debug = false
"#
    )
}
