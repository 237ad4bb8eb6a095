//! Files, folders and what they include.

use a2a_validator::acts::Suites;
use std::fs;
use std::path::PathBuf;

/// A folder of its own below the target folder, empty.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("acts-{name}"));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn document(id: &str, rest: &str) -> String {
    format!(
        "acts_version: \"1.0\"\nspec_version: \"1.0\"\n{rest}suites: [{{id: s, name: S, tests: [{{id: {id}, name: n, level: may, steps: [{{id: a, operation: get_task, params: {{id: \"{{{{given}}}}\"}}}}]}}]}}]\n"
    )
}

fn ids(suites: &Suites) -> Vec<String> {
    suites.ids().map(str::to_owned).collect()
}

#[test]
fn a_folder_is_read_once_with_its_master_first() {
    let folder = folder("folder");
    fs::write(folder.join("b.acts.yaml"), document("B", "")).unwrap();
    fs::write(folder.join("c.acts.json"), serde_json::json!({
        "acts_version": "1.0", "spec_version": "1.0",
        "suites": [{"id": "s", "name": "S", "tests": [{"id": "C", "name": "n", "level": "may", "steps": [{"id": "a", "operation": "list_tasks", "params": {}}]}]}],
    }).to_string()).unwrap();
    fs::write(folder.join("notes.yaml"), "no suite").unwrap();
    let master =
        "acts_version: \"1.0\"\nspec_version: \"1.0\"\nvariables: {given: x}\ninclude: [c.acts.json]\n";
    fs::write(folder.join("suite.acts.yaml"), master).unwrap();
    assert_eq!(ids(&Suites::load([&folder]).unwrap()), ["C", "B"]);
    let both = [
        folder.join("b.acts.yaml"),
        folder.join("b.acts.yaml"),
        folder.join("suite.acts.yaml"),
    ];
    assert_eq!(ids(&Suites::load(&both).unwrap()), ["B", "C"]);
}

#[test]
fn what_is_wrong_with_files() {
    let folder = folder("wrong");
    let write = |name: &str, text: &str| {
        let file = folder.join(name);
        fs::write(&file, text).unwrap();
        file
    };
    let head = "acts_version: \"1.0\"\nspec_version: \"1.0\"\n";
    let itself = write(
        "itself.acts.yaml",
        &document("A", "include: [itself.acts.yaml]\n"),
    );
    assert_eq!(ids(&Suites::load([&itself]).unwrap()), ["A"]);
    let missing = write(
        "missing.acts.yaml",
        &format!("{head}include:\n  - nowhere.yaml\n"),
    );
    let error = Suites::load([&missing]).unwrap_err();
    assert_eq!((error.line(), error.path()), (4, "/include/0"));
    assert!(error.message().contains("nowhere.yaml cannot be read"), "{error}");
    let around = write("around.acts.yaml", &format!("{head}include: [.]\n"));
    let error = Suites::load([&around]).unwrap_err();
    assert!(error.message().ends_with("is no file"), "{error}");
    // The limit is in the middle of a character.
    let large = write("large.acts.yaml", &format!("a{}", "é".repeat(2 << 20)));
    let error = Suites::load([&large]).unwrap_err();
    assert!(
        error.message().ends_with("it has more than 4194304 bytes"),
        "{error}"
    );
    let other = write(
        "other.acts.yaml",
        &document("O", "").replace("spec_version: \"1.0\"", "spec_version: \"0.3\""),
    );
    let error = Suites::load([&itself, &other]).unwrap_err();
    assert_eq!(
        error.message(),
        "this file tests version `0.3`, and others version `1.0`: run them apart"
    );
    let error = Suites::load([folder.join("gone.yaml")]).unwrap_err();
    assert!(error.message().contains("gone.yaml cannot be read"), "{error}");
    fs::create_dir_all(folder.join("empty")).unwrap();
    assert!(Suites::load([folder.join("empty")]).is_err());
    let binary = folder.join("binary.acts.yaml");
    fs::write(&binary, [0xff, 0xfe]).unwrap();
    assert!(Suites::load([&binary]).is_err());
}
