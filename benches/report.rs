//! What was measured, as Markdown: on standard output, and in docs/performance.md between the words of `method.md`.

use crate::cores::Cores;
use crate::{Outcome, lookups, memory, package_builds, proxy, send, streams, validate};
use std::fs;
use std::path::Path;
use std::pin::Pin;

/// The text around the tables, with `{{group}}` where each group's go.
const METHOD: &str = include_str!("method.md");
const HEAD: &str =
    "<!-- Written by `cargo bench -p a2a-benches -- --write`; the words are benches/method.md. -->\n\n";

/// The tables of a group.
pub(crate) type Measured<'a> = Pin<Box<dyn Future<Output = Outcome<String>> + 'a>>;

/// What can be measured by itself.
pub(crate) struct Group {
    /// The argument that asks for it.
    pub(crate) name: &'static str,
    pub(crate) title: &'static str,
    /// Whether it is measured when nothing else is asked for.
    pub(crate) by_default: bool,
    pub(crate) measure: for<'a> fn(&'a Cores, bool) -> Measured<'a>,
}

/// All groups.
pub(crate) const GROUPS: &[Group] = &[
    Group {
        name: "send",
        title: "SendMessage",
        by_default: true,
        measure: |cores, quick| Box::pin(send::measure(cores, quick)),
    },
    Group {
        name: "streams",
        title: "streams",
        by_default: true,
        measure: |cores, quick| Box::pin(streams::measure(cores, quick)),
    },
    Group {
        name: "memory",
        title: "memory",
        by_default: true,
        measure: |cores, quick| Box::pin(memory::measure(cores, quick)),
    },
    Group {
        name: "lookups",
        title: "GetTask and ListTasks",
        by_default: true,
        measure: |cores, quick| Box::pin(lookups::measure(cores, quick)),
    },
    Group {
        name: "validate",
        title: "validation",
        by_default: true,
        measure: |cores, quick| Box::pin(validate::measure(cores, quick)),
    },
    Group {
        name: "proxy",
        title: "the proxy",
        by_default: false,
        measure: |cores, quick| Box::pin(proxy::measure(cores, quick)),
    },
    Group {
        name: "build",
        title: "building",
        by_default: false,
        measure: |cores, quick| Box::pin(package_builds::measure(cores, quick)),
    },
];

/// What a run has measured.
pub(crate) struct Report {
    machine: String,
    sections: Vec<(&'static Group, String)>,
}

impl Report {
    /// Nothing yet.
    pub(crate) fn new(machine: String) -> Self {
        Self {
            machine,
            sections: Vec::new(),
        }
    }

    /// Takes in a group's tables.
    pub(crate) fn add(&mut self, group: &'static Group, tables: String) {
        let command = format!("`cargo bench -p a2a-benches -- {}`", group.name);
        self.sections.push((
            group,
            format!("{}\n\n{} · {command}", tables.trim_end(), self.machine),
        ));
    }

    /// The tables alone.
    pub(crate) fn text(&self) -> String {
        let section = |(group, text): &(&Group, String)| format!("## {}\n\n{text}\n", group.title);
        self.sections.iter().map(section).collect::<Vec<_>>().join("\n")
    }

    /// Writes docs/performance.md; groups that were not measured stay what they are.
    pub(crate) fn write(&self) -> Outcome<()> {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/performance.md");
        let before = fs::read_to_string(&path).unwrap_or_default();
        let mut text = format!("{HEAD}{METHOD}");
        for group in GROUPS {
            let measured = self
                .sections
                .iter()
                .find(|(measured, _)| measured.name == group.name);
            let section = match measured {
                Some((_, section)) => section,
                None => section_of(&before, group.name).unwrap_or("Not measured yet."),
            };
            let (open, close) = marks(group.name);
            text = text.replace(
                &format!("{{{{{}}}}}", group.name),
                &format!("{open}{section}{close}"),
            );
        }
        fs::write(&path, text)?;
        eprintln!("wrote docs/performance.md");
        Ok(())
    }
}

fn marks(group: &str) -> (String, String) {
    (format!("<!-- {group} -->\n\n"), format!("\n\n<!-- /{group} -->"))
}

fn section_of<'a>(text: &'a str, group: &str) -> Option<&'a str> {
    let (open, close) = marks(group);
    let (_, rest) = text.split_once(&open)?;
    Some(rest.split_once(&close)?.0)
}

/// A table; columns of figures are for those who read the Markdown as it is, too.
pub(crate) fn table(head: &[&str], rows: &[Vec<String>]) -> String {
    let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    let head: Vec<String> = head.iter().map(|cell| (*cell).to_owned()).collect();
    let rule: Vec<String> = head
        .iter()
        .enumerate()
        .map(|(index, _)| {
            if index == 0 {
                "---".to_owned()
            } else {
                "---:".to_owned()
            }
        })
        .collect();
    let rows: String = rows.iter().map(|row| line(row)).collect();
    format!("{}{}{rows}", line(&head), line(&rule))
}
