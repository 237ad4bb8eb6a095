//! What holds for every generated file.

use crate::support::{path_of_1_0, read, schema_1_0};
use a2a_codegen::{Config, Generated, Layout};
use std::path::Path;

fn generate(config: Config) -> Generated {
    config.generate_from(&read(&path_of_1_0())).unwrap()
}

fn paths(generated: &Generated) -> Vec<String> {
    generated
        .files()
        .keys()
        .map(|path| path.to_string_lossy().replace('\\', "/"))
        .collect()
}

#[test]
fn files_of_1_0() {
    let generated = generate(Config::new("schema/v1.0/a2a.json"));
    assert_eq!(generated.module_name(), "v1_0");
    let paths = paths(&generated);
    let (types, others): (Vec<_>, Vec<_>) = paths.iter().partition(|path| path.starts_with("v1_0/types/"));
    assert_eq!(
        others,
        [
            "v1_0/a2a.json",
            "v1_0/client.rs",
            "v1_0/errors.rs",
            "v1_0/handler.rs",
            "v1_0/methods.rs",
            "v1_0/mod.rs",
            "v1_0/server.rs"
        ]
    );
    // One a message, one an enum, and the table of contents.
    assert_eq!(types.len(), 44 + 2 + 1);
    for path in ["part.rs", "task_state.rs", "api_key_security_scheme.rs", "mod.rs"] {
        assert!(types.iter().any(|other| other.ends_with(path)), "{path}");
    }
    for (path, text) in generated.files() {
        let lines = text.lines().count();
        assert!(
            path.ends_with("a2a.json") || lines <= 420,
            "{}: {lines} lines",
            path.display()
        );
    }
}

#[test]
fn parts_that_are_not_wanted_are_left_out() {
    let only_types = generate(Config::new("a2a.json").server(false).client(false));
    let others: Vec<_> = paths(&only_types)
        .into_iter()
        .filter(|path| !path.starts_with("v1_0/types/"))
        .collect();
    assert_eq!(
        others,
        [
            "v1_0/a2a.json",
            "v1_0/errors.rs",
            "v1_0/methods.rs",
            "v1_0/mod.rs"
        ]
    );
    let mentions =
        |generated: &Generated, word: &str| generated.files().values().any(|text| text.contains(word));
    assert!(!mentions(&only_types, "A2aHandler"));
    assert!(!mentions(&only_types, "Client`]"));
    assert!(!mentions(&only_types, "schemars"));
    assert!(mentions(
        &generate(Config::new("a2a.json").json_schema(true)),
        "schemars"
    ));
}

#[test]
fn first_line_says_where_it_comes_from() {
    for layout in [Layout::Folder, Layout::OneFile] {
        let config = Config::new("schema/v1.0/a2a.json")
            .layout(layout)
            .command("make it so");
        let notice = "@generated from schema/v1.0/a2a.json by `make it so`; do not edit.";
        for (path, text) in generate(config).files() {
            if path.extension().is_some_and(|extension| extension == "rs") {
                assert_eq!(
                    text.lines().next(),
                    Some(&*format!("// {notice}")),
                    "{}",
                    path.display()
                );
            } else {
                let document: serde_json::Value = serde_json::from_str(text).unwrap();
                assert_eq!(document["$comment"], notice, "{}", path.display());
            }
            assert!(text.ends_with('\n') && !text.contains('\r'), "{}", path.display());
        }
    }
}

#[test]
fn schema_is_embedded_whole() {
    let generated = generate(Config::new("a2a.json"));
    let mut embedded: serde_json::Value =
        serde_json::from_str(&generated.files()[Path::new("v1_0/a2a.json")]).unwrap();
    embedded.as_object_mut().unwrap().remove("$comment");
    assert_eq!(embedded, schema_1_0());
}

/// The output is the same on every machine.
#[test]
fn nothing_names_a_place() {
    let absolute = std::path::absolute(path_of_1_0()).unwrap();
    assert!(absolute.is_absolute());
    let parent = absolute.parent().unwrap().to_str().unwrap();
    let generated = generate(Config::new(&absolute));
    for (path, text) in generated.files() {
        assert!(!text.contains(parent), "{}", path.display());
        assert!(path.is_relative(), "{}", path.display());
    }
    assert_eq!(generated, generate(Config::new("a2a.json")));
}

#[test]
fn twice_is_the_same() {
    for layout in [Layout::Folder, Layout::OneFile] {
        let config = || {
            Config::new("schema/v1.0/a2a.json")
                .layout(layout)
                .json_schema(true)
        };
        assert_eq!(generate(config()), generate(config()));
    }
}
