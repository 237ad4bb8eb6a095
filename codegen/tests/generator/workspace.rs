//! The layout of the repository: every schema below `schema/` becomes a module below `generated/`.

use crate::support::{edited, file, read, schema_of, scratch};
use a2a_codegen::workspace::{check, generate};
use serde_json::json;
use std::fs;

#[test]
fn several_versions() {
    let root = scratch("workspace_versions");
    fs::create_dir_all(root.join("codegen/src")).unwrap();
    file(&root, "codegen/src/lib.rs", "");
    fs::create_dir_all(root.join("schema/v0.9")).unwrap();
    file(&root, "schema/v0.9/a2a.json", &schema_of("minimal").to_string());
    file(&root, "schema/v0.9/supplement.json", "not read");

    let first = check(&root).unwrap();
    assert!(!root.join("generated").exists());
    assert_eq!(generate(&root).unwrap(), first);
    assert!(
        first
            .written
            .iter()
            .any(|path| path.ends_with("v0_9/types/thing.rs"))
    );
    assert!(check(&root).unwrap().is_unchanged());
    let notice = "@generated from schema/ by `cargo run -p a2a-codegen -- generate`; do not edit.";
    assert_eq!(
        read(&root.join("generated/mod.rs")),
        format!("// {notice}\n//! One module a version of the protocol.\n\npub mod v0_9;\n")
    );
    // FNV-1a of nothing is its offset.
    let inputs = read(&root.join("generated/inputs.txt"));
    let lines: Vec<_> = inputs.lines().collect();
    assert_eq!(lines[0], format!("# {notice}"));
    assert!(lines[1].ends_with(" schema/v0.9/a2a.json"), "{inputs}");
    assert_eq!(lines[2..], ["cbf29ce484222325 codegen/src/lib.rs"]);

    // Another version beside it.
    let next = edited(
        &schema_of("minimal"),
        &[("/x-a2a-protocol/version", json!("0.10"))],
    );
    fs::create_dir_all(root.join("schema/v0.10")).unwrap();
    file(&root, "schema/v0.10/a2a.json", &next.to_string());
    let second = generate(&root).unwrap();
    assert!(
        second.written.iter().all(|path| path.starts_with("v0_10")
            || path.ends_with("mod.rs")
            || path.ends_with("inputs.txt")),
        "{second:?}"
    );
    assert!(read(&root.join("generated/mod.rs")).ends_with("\npub mod v0_10;\npub mod v0_9;\n"));
    assert!(
        read(&root.join("generated/v0_9/mod.rs")).starts_with(
            "// @generated from schema/v0.9/a2a.json by `cargo run -p a2a-codegen -- generate`;"
        )
    );

    // And gone again: the folder of a version is an orphan.
    fs::remove_dir_all(root.join("schema/v0.10")).unwrap();
    let third = generate(&root).unwrap();
    assert_eq!(third.written.len(), 2);
    assert_eq!(third.removed.len(), second.written.len() - 2);
    assert!(!root.join("generated/v0_10/mod.rs").exists());

    // The generator itself is an input.
    file(&root, "codegen/src/lib.rs", "// changed");
    let fourth = check(&root).unwrap();
    assert_eq!(fourth.written, ["inputs.txt"].map(std::path::PathBuf::from));
}

#[test]
fn nothing_to_read() {
    let root = scratch("workspace_nothing");
    let error = generate(&root).unwrap_err();
    assert!(error.to_string().starts_with("cannot read "), "{error}");
    assert!(error.to_string().contains("schema: "), "{error}");
}

/// The stamp says that everything is fresh, so it must not be there before everything is.
#[test]
fn the_stamp_is_written_last() {
    let root = scratch("workspace_stamp");
    file(&root, "codegen/src/lib.rs", "");
    file(&root, "schema/v0.9/a2a.json", &schema_of("minimal").to_string());
    // In the way of the file that is written before it takes its name: that one fails.
    let temporary = format!("generated/v0_9/server.{}.tmp/in_the_way", std::process::id());
    file(&root, &temporary, "");
    generate(&root).unwrap_err();
    assert!(root.join("generated/v0_9/client.rs").exists());
    assert!(!root.join("generated/inputs.txt").exists());
    // Nor may that of an earlier run stay: whoever takes the edit back would have the stamp without the code.
    fs::remove_file(root.join("generated/v0_9/client.rs")).unwrap();
    file(&root, "generated/inputs.txt", "of an earlier run");
    generate(&root).unwrap_err();
    assert!(!root.join("generated/inputs.txt").exists());
}

/// Two folders with one version would overwrite each other's code.
#[test]
fn a_folder_is_named_for_its_version() {
    let root = scratch("workspace_folder");
    file(&root, "codegen/src/lib.rs", "");
    file(&root, "schema/v9.9/a2a.json", &schema_of("minimal").to_string());
    let error = generate(&root).unwrap_err();
    assert_eq!(
        error.to_string(),
        "/x-a2a-protocol/version: schema/v9.9/a2a.json has the version of v0.9"
    );
}
