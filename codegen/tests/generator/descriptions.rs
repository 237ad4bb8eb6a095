//! Descriptions: ours stay when the facts are imported anew, those of the definition come only when asked for.

use crate::support::{file, fixture, parse, read, run, schema_of, scratch};
use a2a_codegen::import::{keep_descriptions, missing_descriptions, without_descriptions};
use a2a_codegen::{model::Schema, schema};
use serde_json::Value;
use std::fs;
use std::path::Path;

fn minimal() -> Schema {
    schema::read(&schema_of("minimal")).unwrap()
}

/// Everything that is described in the minimal schema.
const DESCRIBED: [&str; 5] = [
    "Thing",
    "Thing#content",
    "ThingKind.THING_KIND_SMALL",
    "ThingService.GetThing",
    "ThingService.DropThing",
];

#[test]
fn without_any() {
    let bare = without_descriptions(minimal());
    let missing = missing_descriptions(&bare);
    assert_eq!(
        missing.len(),
        DESCRIBED.len() + missing_descriptions(&minimal()).len()
    );
    for element in DESCRIBED {
        assert!(missing.iter().any(|other| other == element), "{element}");
        assert!(
            !missing_descriptions(&minimal())
                .iter()
                .any(|other| other == element),
            "{element}"
        );
    }
    assert_eq!(without_descriptions(bare.clone()), bare);
    assert_ne!(bare, minimal());
}

#[test]
fn kept_where_the_element_is_still_there() {
    let mut imported = minimal();
    imported.messages[0].description = Some("Words of somebody else.".to_owned());
    imported.messages[0].fields[0].description = Some("Words of somebody else.".to_owned());
    imported.messages[1].name = "Item".to_owned();
    keep_descriptions(&mut imported, &minimal());
    assert_eq!(imported.messages[0].description.as_deref(), Some("A thing."));
    assert_eq!(imported.messages[0].fields[0].description, None);
    assert_eq!(
        imported.operations[0].description.as_deref(),
        Some("Reads a thing.")
    );

    keep_descriptions(&mut imported, &Schema::default());
    assert_eq!(imported, without_descriptions(imported.clone()));
}

/// Runs `import` of the minimal definition, with a last option or none.
fn import(folder: &Path, option: &str) -> (i32, String) {
    let out = folder.join("a2a.json");
    let out = out.to_str().unwrap();
    let proto = fixture("minimal").join("a2a.proto");
    let supplement = fixture("minimal").join("supplement.json");
    let (proto, supplement) = (proto.to_str().unwrap(), supplement.to_str().unwrap());
    let base = [
        "import",
        "--proto",
        proto,
        "--supplement",
        supplement,
        "--out",
        out,
    ];
    let (status, printed, report) = match option {
        "" => run(base),
        option => {
            let [a, b, c, d, e, f, g] = base;
            run([a, b, c, d, e, f, g, option])
        }
    };
    assert_eq!(printed, "");
    (status, report)
}

#[test]
fn command() {
    let folder = scratch("descriptions_command");
    let path = folder.join("a2a.json");
    let written = || parse(&read(&path));
    let summary = format!(
        "{}: 2 messages, 1 enums, 2 operations, 1 errors\n",
        path.display()
    );

    // Nobody has described anything yet, and the comments of the definition are not ours.
    let (status, report) = import(&folder, "");
    let (first, missing) = report.split_once('\n').unwrap();
    assert_eq!((status, format!("{first}\n")), (0, summary));
    let missing: Vec<_> = missing.lines().collect();
    assert_eq!(missing.len(), 28, "{missing:?}");
    assert!(missing.contains(&"no description: Thing"), "{missing:?}");
    assert!(missing.contains(&"no description: Thing#content"), "{missing:?}");
    assert!(
        missing.contains(&"no description: ThingService.GetThing"),
        "{missing:?}"
    );
    assert_eq!(written().pointer("/$defs/Thing/description"), None);

    // They are, if asked for.
    let (status, report) = import(&folder, "--upstream-docs");
    assert_eq!((status, report.lines().count()), (0, 1 + 28 - DESCRIBED.len()));
    assert_eq!(written(), schema_of("minimal"));

    // What somebody wrote stays.
    let mut edited = written();
    edited["$defs"]["Thing"]["description"] = "In our words.".into();
    edited["$defs"]["Thing"]["properties"]["id"]["description"] = "In our words.".into();
    file(&folder, "a2a.json", &format!("{edited:#}\n"));
    let (status, report) = import(&folder, "");
    assert_eq!((status, report.lines().count()), (0, 28 - DESCRIBED.len()));
    assert_eq!(written(), edited);

    // A file that is right is not touched.
    let modified = || fs::metadata(&path).unwrap().modified().unwrap();
    let before = modified();
    import(&folder, "");
    assert_eq!(modified(), before);
}

#[test]
fn check_compares_the_facts() {
    let folder = scratch("descriptions_check");
    let write = |document: &Value| file(&folder, "a2a.json", &document.to_string());
    let report = format!(
        "{} does not have the facts of the definition\n",
        folder.join("a2a.json").display()
    );
    assert_eq!(import(&folder, "--check"), (1, report.clone()));

    let mut document = schema_of("minimal");
    document["$defs"]["Thing"]["description"] = "In our words.".into();
    write(&document);
    let before = read(&folder.join("a2a.json"));
    assert_eq!(import(&folder, "--check"), (0, String::new()));

    document["$defs"]["Thing"]["properties"]["size"]["x-a2a-number"] = 99.into();
    write(&document);
    assert_eq!(import(&folder, "--check"), (1, report));
    assert_ne!(read(&folder.join("a2a.json")), before);
}
