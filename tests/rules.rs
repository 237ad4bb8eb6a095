//! The rules of ARCHITECTURE.md that a machine can hold.

use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

fn cargo(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .current_dir(root())
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}

/// The names of everything that a package compiles by itself, other than for its tests.
fn below(package: &str) -> BTreeSet<String> {
    let tree = cargo(&[
        "tree",
        "--locked",
        "--package",
        package,
        "--edges",
        "normal,build",
        "--prefix",
        "none",
    ]);
    tree.lines()
        .skip(1)
        .filter_map(|line| Some(line.split_whitespace().next()?.to_owned()))
        .collect()
}

#[test]
fn who_depends_on_whom() {
    let generator = ["a2a-codegen", "typify", "prettyplease", "protox", "prost-reflect"];
    let http = ["http", "hyper", "axum", "reqwest", "tower"];
    let runtime = ["tokio", "a2a-runtime", "a2a-engine", "a2a-validator"];
    let rules: [(&str, Vec<&str>); 6] = [
        (
            "a2a-bindings",
            [&generator[..], &http, &runtime, &["syn"]].concat(),
        ),
        (
            "a2a-runtime",
            [&generator[..], &["a2a-engine", "a2a-validator"]].concat(),
        ),
        (
            "a2a-engine",
            [&generator[..], &http, &["a2a-runtime", "a2a-validator"]].concat(),
        ),
        (
            "a2a-validator",
            [&generator[..], &["a2a-runtime", "a2a-engine"]].concat(),
        ),
        ("a2a-cli", generator.to_vec()),
        (
            "shortest-agent",
            [&generator[..], &["reqwest", "jsonschema", "ring"]].concat(),
        ),
    ];
    for (package, forbidden) in rules {
        let below = below(package);
        assert!(
            below.contains("serde_json"),
            "the graph below {package} was not read"
        );
        let found: Vec<_> = forbidden
            .into_iter()
            .filter(|name| below.contains(*name))
            .collect();
        assert!(found.is_empty(), "{package} compiles {found:?}");
    }
    // The test would notice: the generator does need them.
    assert!(below("a2a-codegen").contains("prettyplease"));
}

#[test]
fn no_dependency_needs_a_newer_rust_than_we_state() {
    let version = |text: &str| -> Vec<u32> {
        let parts = text.split('.').map(|part| part.parse().unwrap());
        parts.chain([0, 0]).take(3).collect()
    };
    let metadata: Value =
        serde_json::from_str(&cargo(&["metadata", "--format-version", "1", "--locked"])).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let stated = packages
        .iter()
        .find(|package| package["name"] == "a2a-bindings")
        .unwrap();
    let stated = stated["rust_version"].as_str().unwrap();
    assert!(packages.len() > 100);
    for package in packages {
        if let Some(needed) = package["rust_version"].as_str() {
            assert!(
                version(needed) <= version(stated),
                "{} needs Rust {needed}, we state {stated}",
                package["name"]
            );
        }
    }
}

/// The files below a folder, without what builds leave there.
fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() && name != "target" && !name.starts_with('.') {
            files(&path, found);
        } else if path.is_file() {
            found.push(path);
        }
    }
}

#[test]
fn every_generated_file_says_so_and_no_other_does() {
    let root = root();
    let mut all = Vec::new();
    files(&root.join("generated"), &mut all);
    assert!(all.len() > 50);
    for path in &all {
        let text = fs::read_to_string(path).unwrap();
        let head: String = text.lines().take(2).collect();
        assert!(head.contains("@generated from schema/"), "{}", path.display());
    }
    let mut hand_written = Vec::new();
    for folder in [
        "src",
        "codegen/src",
        "runtime",
        "engine",
        "validator",
        "cli",
        "examples",
    ] {
        files(&root.join(folder), &mut hand_written);
    }
    for path in hand_written
        .iter()
        .filter(|path| path.extension().is_some_and(|one| one == "rs"))
    {
        let text = fs::read_to_string(path).unwrap();
        assert!(!text.starts_with("// @generated"), "{}", path.display());
    }
}

/// Only the generator knows where schemas and generated code are; everybody else has them from the bindings.
#[test]
fn only_the_generator_reads_schemas_and_writes_code() {
    let root = root();
    let mut all = Vec::new();
    for folder in ["src", "runtime/src", "engine/src", "validator/src", "cli/src"] {
        files(&root.join(folder), &mut all);
    }
    for path in all {
        let text = fs::read_to_string(&path).unwrap();
        let is_root = path.ends_with("src/lib.rs") && path.parent().unwrap().parent() == Some(&root);
        let uses = text.matches("generated/").count() + text.matches("schema/v").count();
        assert_eq!(uses, usize::from(is_root), "{}", path.display());
    }
}

#[test]
fn generated_code_is_fresh() {
    let outcome = a2a_codegen::workspace::check(&root()).unwrap();
    assert!(
        outcome.is_unchanged(),
        "run `cargo run -p a2a-codegen -- generate`: {outcome:?}"
    );
    assert!(outcome.unchanged > 50);
}

/// The schema is what its own writer writes, so that an import changes nothing but facts.
#[test]
fn the_schema_is_in_its_own_form() {
    let text = fs::read_to_string(root().join("schema/v1.0/a2a.json")).unwrap();
    let schema = a2a_codegen::schema::read(&serde_json::from_str(&text).unwrap()).unwrap();
    assert!(
        a2a_codegen::schema::to_text(&schema) == text,
        "run `a2a-codegen import`"
    );
    assert!(a2a_codegen::import::missing_descriptions(&schema).is_empty());
}

/// What the supplement says is in the schema, and nothing else is that the definition does not have: an edit of the
/// one without an import is noticed.
#[test]
fn the_supplement_has_been_imported() {
    use a2a_codegen::model::{Limits, Operation};
    let read = |name: &str| -> Value {
        serde_json::from_str(&fs::read_to_string(root().join("schema/v1.0").join(name)).unwrap()).unwrap()
    };
    let schema = a2a_codegen::schema::read(&read("a2a.json")).unwrap();
    let supplement = read("supplement.json");
    let mut bare = schema.clone();
    bare.errors.clear();
    for field in bare.messages.iter_mut().flat_map(|message| &mut message.fields) {
        (field.limits, field.secret) = (Limits::default(), false);
    }
    let corrections = supplement["corrections"].as_array().unwrap();
    for operation in &mut bare.operations {
        let Operation { name, routes, .. } = operation;
        routes.retain(|route| {
            let is_added = |one: &Value| {
                let add = &one["addRoute"];
                add["operation"] == **name && add["verb"] == *route.verb && add["path"] == *route.path
            };
            !corrections.iter().any(is_added)
        });
        (operation.required, operation.capability, operation.unsupported) = (false, None, None);
    }
    bare.enums.iter_mut().for_each(|one| one.groups.clear());
    assert_ne!(bare, schema);
    a2a_codegen::import::apply_supplement(&mut bare, &supplement).unwrap();
    assert_eq!(bare, schema, "run `a2a-codegen import`");
}

#[test]
fn the_readme_shows_the_examples() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    for example in ["agent", "client", "durable"] {
        let text = fs::read_to_string(root().join(format!("examples/{example}/src/main.rs"))).unwrap();
        let code = &text[text.find("use ").unwrap()..];
        assert!(
            readme.contains(code.trim_end()),
            "README.md does not show examples/{example} as it is"
        );
    }
}
