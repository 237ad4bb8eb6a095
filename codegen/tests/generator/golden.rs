//! Generated code is what was reviewed, byte for byte. The test `goldens` compiles and runs it.
//!
//! `UPDATE_GOLDENS=1` writes it anew.

use crate::import_proto;
use crate::support::{GOLDEN_CASES, is_update, package, read, schema_of};
use a2a_codegen::{Config, Generated, Layout};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

fn generate(case: &str, layout: Layout) -> Generated {
    import_proto::update();
    let config = Config::new(format!("fixtures/{case}/a2a.json"))
        .module_name(case)
        .layout(layout)
        .command("UPDATE_GOLDENS=1 cargo test -p a2a-codegen");
    config.generate_from(&schema_of(case).to_string()).unwrap()
}

/// The files below a folder, by path.
fn files_below(root: &Path, folder: &Path, found: &mut BTreeMap<PathBuf, String>) {
    for entry in fs::read_dir(root.join(folder)).unwrap() {
        let entry = entry.unwrap();
        let below = folder.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            files_below(root, &below, found);
        } else {
            found.insert(below, read(&entry.path()));
        }
    }
}

fn check(root: &Path, generated: &Generated) {
    if is_update() {
        generated.write(root).unwrap();
    }
    for (path, text) in generated.files() {
        assert!(
            fs::read_to_string(root.join(path)).is_ok_and(|golden| golden == *text),
            "{} is not what is generated; `UPDATE_GOLDENS=1 cargo test -p a2a-codegen` writes it anew",
            root.join(path).display()
        );
    }
}

#[test]
fn folders() {
    let root = package().join("tests/golden");
    for case in GOLDEN_CASES {
        let generated = generate(case, Layout::Folder);
        check(&root, &generated);
        let mut found = BTreeMap::new();
        files_below(&root, Path::new(case), &mut found);
        assert_eq!(
            found.keys().collect::<Vec<_>>(),
            generated.files().keys().collect::<Vec<_>>()
        );
    }
}

#[test]
fn one_file() {
    let root = package().join("tests/golden/one_file");
    check(&root, &generate("cycles", Layout::OneFile));
    let mut found = BTreeMap::new();
    files_below(&root, Path::new(""), &mut found);
    let found: Vec<_> = found.keys().map(PathBuf::as_path).collect();
    assert_eq!(found, ["cycles.json", "cycles.rs"].map(Path::new));
}

#[test]
fn twice_is_the_same() {
    for case in GOLDEN_CASES {
        for layout in [Layout::Folder, Layout::OneFile] {
            assert_eq!(generate(case, layout), generate(case, layout));
        }
    }
}
