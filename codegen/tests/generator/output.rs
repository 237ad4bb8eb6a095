//! Writing: what differs, and nothing else.

use crate::support::{file, path_of_1_0, read, report, run, schema_of, scratch};
use a2a_codegen::{Config, ErrorKind, Generated, Layout, Outcome};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

fn generated(layout: Layout) -> Generated {
    let config = Config::new("a2a.json").module_name("things").layout(layout);
    config.generate_from(&schema_of("minimal").to_string()).unwrap()
}

fn modified(path: &Path) -> SystemTime {
    fs::metadata(path).unwrap().modified().unwrap()
}

fn outcome(written: &[&str], removed: &[&str], unchanged: usize) -> Outcome {
    let paths = |paths: &[&str]| paths.iter().map(PathBuf::from).collect();
    Outcome {
        written: paths(written),
        removed: paths(removed),
        unchanged,
    }
}

#[test]
fn only_what_differs_is_written() {
    let folder = scratch("output_differs");
    let generated = generated(Layout::Folder);
    let all = generated.files().len();
    let first = generated.write(&folder.join("below/here")).unwrap();
    assert_eq!(
        (first.written.len(), first.removed.len(), first.unchanged),
        (all, 0, 0)
    );
    assert!(!first.is_unchanged());
    let root = folder.join("below/here");
    for (path, text) in generated.files() {
        assert_eq!(read(&root.join(path)), *text);
    }

    let times = |generated: &Generated| -> Vec<_> {
        generated
            .files()
            .keys()
            .map(|path| modified(&root.join(path)))
            .collect()
    };
    let before = times(&generated);
    let second = generated.write(&root).unwrap();
    assert_eq!(second, outcome(&[], &[], all));
    assert!(second.is_unchanged());
    assert_eq!(times(&generated), before);

    file(&root, "things/errors.rs", "edited");
    fs::remove_file(root.join("things/types/thing.rs")).unwrap();
    let third = generated.write(&root).unwrap();
    assert_eq!(
        third,
        outcome(&["things/errors.rs", "things/types/thing.rs"], &[], all - 2)
    );
    assert!(generated.write(&root).unwrap().is_unchanged());
}

#[test]
fn orphans_are_removed_from_the_folder_of_the_module() {
    let folder = scratch("output_orphans");
    let generated = generated(Layout::Folder);
    let all = generated.files().len();
    generated.write(&folder).unwrap();
    fs::create_dir_all(folder.join("things/types/deep")).unwrap();
    for orphan in [
        "things/old.rs",
        "things/types/deep/older.rs",
        "things/types/gone.rs",
    ] {
        file(&folder, orphan, "");
    }
    // Beside it, everything stays.
    fs::create_dir_all(folder.join("others/types")).unwrap();
    for other in ["things.rs", "lib.rs", "others/types/gone.rs"] {
        file(&folder, other, "");
    }
    let orphans = [
        "things/old.rs",
        "things/types/deep/older.rs",
        "things/types/gone.rs",
    ];
    assert_eq!(generated.write(&folder).unwrap(), outcome(&[], &orphans, all));
    for orphan in orphans {
        assert!(!folder.join(orphan).exists(), "{orphan}");
    }
    for other in ["things.rs", "lib.rs", "others/types/gone.rs"] {
        assert_eq!(read(&folder.join(other)), "");
    }
}

#[cfg(unix)]
#[test]
fn what_a_link_leads_to_stays() {
    let folder = scratch("output_links");
    let generated = generated(Layout::Folder);
    generated.write(&folder).unwrap();
    fs::create_dir(folder.join("precious")).unwrap();
    let precious = file(&folder, "precious/notes.txt", "notes");
    std::os::unix::fs::symlink(folder.join("precious"), folder.join("things/link")).unwrap();
    let all = generated.files().len();
    assert_eq!(
        generated.write(&folder).unwrap(),
        outcome(&[], &["things/link"], all)
    );
    assert_eq!(read(&precious), "notes");
}

#[test]
fn one_file_owns_no_folder() {
    let folder = scratch("output_one_file");
    fs::create_dir(folder.join("things")).unwrap();
    let other = file(&folder, "things/other.rs", "");
    let generated = generated(Layout::OneFile);
    assert_eq!(
        generated.write(&folder).unwrap(),
        outcome(&["things.json", "things.rs"], &[], 0)
    );
    assert!(other.exists());
    assert_eq!(generated.write(&folder).unwrap(), outcome(&[], &[], 2));
}

#[test]
fn versions_in_one_file_each_stand_side_by_side() {
    let folder = scratch("output_side_by_side");
    let text = schema_of("minimal").to_string();
    for name in ["one", "other"] {
        let config = Config::new("a2a.json").module_name(name).layout(Layout::OneFile);
        let outcome = config.generate_from(&text).unwrap().write(&folder).unwrap();
        assert_eq!(outcome.written.len(), 2);
    }
    let mut found: Vec<_> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    found.sort();
    assert_eq!(found, ["one.json", "one.rs", "other.json", "other.rs"]);
    assert!(read(&folder.join("other.rs")).contains("include_str!(\"other.json\")"));
}

#[test]
fn nothing_is_left_of_a_write_that_fails() {
    let folder = scratch("output_fails");
    let generated = generated(Layout::OneFile);

    // A file where a folder must be.
    let blocked = file(&folder, "blocked", "");
    let error = generated.write(&blocked).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Io);
    let place = blocked.join("things.json");
    let report = report(&error);
    assert!(
        report.starts_with(&format!("Io cannot read {}: ", place.display())),
        "{report}"
    );
    assert!(std::error::Error::source(&error).is_some_and(<dyn std::error::Error>::is::<std::io::Error>));

    // A folder where a file must be.
    let root = folder.join("out");
    fs::create_dir_all(root.join("things.rs/inside")).unwrap();
    let error = generated.write(&root).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Io);
    assert!(error.to_string().contains("things.rs: "), "{error}");
    let left: Vec<_> = fs::read_dir(&root)
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(left, ["things.rs"]);
}

#[test]
fn command() {
    let folder = scratch("output_command");
    let out = folder.join("out");
    let schema = path_of_1_0();
    let (schema, out) = (schema.to_str().unwrap(), out.to_str().unwrap());
    let (status, printed, report) = run(["generate", "--schema", schema, "--out", out]);
    assert_eq!((status, printed.as_str()), (0, ""));
    assert!(report.contains("changed  v1_0/types/part.rs\n"), "{report}");
    assert!(
        report.ends_with("54 changed, 0 removed, 0 unchanged\n"),
        "{report}"
    );
    let (status, _, report) = run(["generate", "--schema", schema, "--out", out]);
    assert_eq!(
        (status, report.as_str()),
        (0, "0 changed, 0 removed, 54 unchanged\n")
    );
    let (status, _, report) = run(["generate", "--schema", schema, "--out", out, "--one-file"]);
    assert_eq!(
        (status, report.as_str()),
        (
            0,
            "changed  v1_0.json\nchanged  v1_0.rs\n2 changed, 0 removed, 0 unchanged\n"
        )
    );

    let missing = folder.join("missing.json");
    let missing = missing.to_str().unwrap();
    let (status, _, report) = run(["generate", "--schema", missing, "--out", out]);
    assert_eq!(status, 1);
    assert!(
        report.starts_with(&format!("error: cannot read {missing}: ")),
        "{report}"
    );
    let blocked = file(&folder, "blocked", "");
    let (status, _, report) = run(["generate", "--schema", schema, "--out", blocked.to_str().unwrap()]);
    assert_eq!(status, 1);
    assert!(
        report.starts_with(&format!("error: cannot read {}", blocked.display())),
        "{report}"
    );
    // Only together.
    assert_eq!(run(["generate", "--schema", schema]).0, 2);
    assert_eq!(run(["generate", "--one-file"]).0, 2);
}
