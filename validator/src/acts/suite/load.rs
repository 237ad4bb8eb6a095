//! From files to suites.

use super::known::Known;
use super::reader::{Node, Source};
use super::test::Test;
use super::{Suite, Suites};
use crate::acts::assertion::template;
use crate::acts::error::{SuiteError, quoted};
use crate::acts::template::Template;
use crate::yaml::{Document, MAX_BYTES};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{Error, ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The suite of this crate, which needs no file.
const BUILT_IN: &[(&str, &str)] = &[
    ("a2a.acts.yaml", include_str!("../../../suites/a2a.acts.yaml")),
    ("tasks.acts.yaml", include_str!("../../../suites/tasks.acts.yaml")),
    (
        "streams.acts.yaml",
        include_str!("../../../suites/streams.acts.yaml"),
    ),
    ("push.acts.yaml", include_str!("../../../suites/push.acts.yaml")),
    (
        "protojson.acts.yaml",
        include_str!("../../../suites/protojson.acts.yaml"),
    ),
    (
        "json-rpc.acts.yaml",
        include_str!("../../../suites/json-rpc.acts.yaml"),
    ),
    (
        "http-json.acts.yaml",
        include_str!("../../../suites/http-json.acts.yaml"),
    ),
];
/// As many files are read.
const MAX_FILES: usize = 1000;
/// The major version of the format that is understood; the drafts that exist say 1.0 of themselves.
const MAJOR: &str = "1";
const ENDINGS: [&str; 3] = [".acts.yaml", ".acts.yml", ".acts.json"];

impl Suites {
    /// The suite that comes with this crate.
    ///
    /// # Errors
    /// It is broken, which a test excludes.
    pub fn built_in() -> Result<Self, SuiteError> {
        let mut loader = Loader::new()?;
        for (name, text) in BUILT_IN {
            loader.text(name, text, None, &Arc::default())?;
        }
        loader.finish()
    }

    /// Reads files, and of folders the files that end in `.acts.yaml`, `.acts.yml` or `.acts.json`; with all that they
    /// include.
    ///
    /// # Errors
    /// A file cannot be read or is not understood, to the last member.
    pub fn load<P: AsRef<Path>>(paths: impl IntoIterator<Item = P>) -> Result<Self, SuiteError> {
        let mut loader = Loader::new()?;
        for path in paths {
            let path = path.as_ref();
            if path.is_dir() {
                let files = folder(path)?;
                if files.is_empty() {
                    return Err(unreadable(
                        path,
                        "the folder has no file that ends in .acts.yaml or .acts.json",
                    ));
                }
                // A master file goes first: its variables are for what it includes.
                let (masters, others): (Vec<_>, Vec<_>) = files.into_iter().partition(|file| {
                    file.file_name()
                        .is_some_and(|name| name.to_string_lossy().starts_with("suite."))
                });
                for file in masters.iter().chain(&others) {
                    loader.file(file, &Arc::default(), None)?;
                }
            } else {
                loader.file(path, &Arc::default(), None)?;
            }
        }
        loader.finish()
    }

    /// Reads one document that includes no other.
    ///
    /// # Errors
    /// It is not understood, to the last member.
    pub fn parse(name: &str, text: &str) -> Result<Self, SuiteError> {
        let mut loader = Loader::new()?;
        loader.text(name, text, None, &Arc::default())?;
        loader.finish()
    }
}

type Variables = Arc<BTreeMap<String, Template>>;

struct Loader {
    known: Vec<Known>,
    seen: BTreeSet<PathBuf>,
    versions: Option<(String, String)>,
    title: String,
    suites: Vec<Suite>,
    /// Where each test stands.
    ids: BTreeMap<String, String>,
}

impl Loader {
    fn new() -> Result<Self, SuiteError> {
        Ok(Self {
            known: Known::all()?,
            seen: BTreeSet::new(),
            versions: None,
            title: String::new(),
            suites: Vec::new(),
            ids: BTreeMap::new(),
        })
    }

    fn finish(self) -> Result<Suites, SuiteError> {
        let (acts_version, spec_version) = self.versions.unwrap_or_default();
        Ok(Suites {
            acts_version,
            spec_version,
            title: self.title,
            suites: self.suites,
        })
    }

    /// Reads a file, unless it was read before.
    fn file(
        &mut self,
        path: &Path,
        inherited: &Variables,
        included_at: Option<&Node<'_>>,
    ) -> Result<(), SuiteError> {
        let refused = |message: String| match included_at {
            Some(node) => node.error(message),
            None => unreadable(path, &message),
        };
        let canonical = fs::canonicalize(path)
            .map_err(|error| refused(format!("{} cannot be read: {error}", path.display())))?;
        // A pipe that a person names is read; one that a document names could keep the program waiting for ever.
        if included_at.is_some() && !canonical.is_file() {
            return Err(refused(format!("{} is no file", path.display())));
        }
        if !self.seen.insert(canonical) {
            return Ok(());
        }
        if self.seen.len() > MAX_FILES {
            return Err(refused(format!("there are more than {MAX_FILES} files")));
        }
        let text =
            read(path).map_err(|error| refused(format!("{} cannot be read: {error}", path.display())))?;
        self.text(&path.display().to_string(), &text, path.parent(), inherited)
    }

    fn text(
        &mut self,
        name: &str,
        text: &str,
        folder: Option<&Path>,
        inherited: &Variables,
    ) -> Result<(), SuiteError> {
        let document = Document::parse(text)
            .map_err(|error| SuiteError::new(name, (error.line(), error.column()), "", error.message()))?;
        let source = Source {
            name: name.to_owned(),
            document,
        };
        let root = Node::root(&source);
        let members = root.object(
            "a document",
            &[
                "acts_version",
                "spec_version",
                "spec_ref",
                "metadata",
                "variables",
                "include",
                "suites",
            ],
        )?;
        self.version(
            &members.required("acts_version")?,
            &members.required("spec_version")?,
        )?;
        members.text("spec_ref")?;
        if let Some(metadata) = members.get("metadata") {
            let metadata = metadata.object("metadata", &["title", "description", "authors", "license"])?;
            metadata.text("description")?;
            metadata.text("license")?;
            metadata.texts("authors")?;
            let title = metadata.text("title")?;
            if self.title.is_empty() {
                self.title = title;
            }
        }
        let mut variables = BTreeMap::clone(inherited);
        if let Some(node) = members.get("variables") {
            for (name, value) in node.members("variables")?.iter() {
                variables.insert(name.to_owned(), template(&value)?);
            }
        }
        let variables = Arc::new(variables);
        if !members.has("suites") && !members.has("include") {
            return Err(root.error("a document has `suites`, or `include`, or both"));
        }
        if let Some(include) = members.get("include") {
            for node in include.filled_list()? {
                self.include(&node, folder, &variables)?;
            }
        }
        if let Some(suites) = members.get("suites") {
            for node in suites.filled_list()? {
                let suite = self.suite(&node, &variables)?;
                self.suites.push(suite);
            }
        }
        Ok(())
    }

    fn version(&mut self, acts: &Node<'_>, spec: &Node<'_>) -> Result<(), SuiteError> {
        let (acts_version, spec_version) = (acts.text()?, spec.text()?);
        if acts_version.split('.').next() != Some(MAJOR) {
            let message = format!(
                "version {} of the format is not understood; {MAJOR}.x is",
                quoted(acts_version)
            );
            return Err(acts.error(message));
        }
        match &self.versions {
            Some((_, known)) if known != spec_version => Err(spec.error(format!(
                "this file tests version {}, and others version {}: run them apart",
                quoted(spec_version),
                quoted(known)
            ))),
            Some(_) => Ok(()),
            None => {
                self.versions = Some((acts_version.to_owned(), spec_version.to_owned()));
                Ok(())
            }
        }
    }

    fn include(
        &mut self,
        node: &Node<'_>,
        folder: Option<&Path>,
        variables: &Variables,
    ) -> Result<(), SuiteError> {
        let name = node.text()?;
        let Some(folder) = folder else {
            return Err(node.error("a document that is no file can include none"));
        };
        self.file(&folder.join(name), variables, Some(node))
    }

    fn suite(&mut self, node: &Node<'_>, variables: &Variables) -> Result<Suite, SuiteError> {
        let members = node.object("a suite", &["id", "name", "description", "tags", "tests"])?;
        members.text("description")?;
        let tags = members.texts("tags")?;
        let mut tests = Vec::new();
        for node in members.required("tests")?.filled_list()? {
            let test = Test::parse(&node, &tags, &self.known)?;
            let place = format!("{}:{}", node.file(), node.error("").line());
            if let Some(other) = self.ids.insert(test.id.clone(), place) {
                return Err(node.error(format!("the test {} stands at {other} already", quoted(&test.id))));
            }
            tests.push(test);
        }
        Ok(Suite {
            id: members.required("id")?.text()?.to_owned(),
            name: members.required("name")?.text()?.to_owned(),
            tests,
            variables: variables.clone(),
        })
    }
}

fn folder(path: &Path) -> Result<Vec<PathBuf>, SuiteError> {
    let entries = fs::read_dir(path)
        .map_err(|error| unreadable(path, &format!("the folder cannot be read: {error}")))?;
    let is_suite = |path: &PathBuf| {
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        ENDINGS.iter().any(|ending| name.ends_with(ending))
    };
    let mut files: Vec<_> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(is_suite)
        .collect();
    files.sort();
    Ok(files)
}

/// Reads a file of a size that a document may have.
fn read(path: &Path) -> std::io::Result<String> {
    let mut bytes = Vec::new();
    let limit = u64::try_from(MAX_BYTES).unwrap_or(u64::MAX).saturating_add(1);
    fs::File::open(path)?.take(limit).read_to_end(&mut bytes)?;
    // Before it is read as text: the cut may be in the middle of a character.
    if bytes.len() > MAX_BYTES {
        return Err(Error::other(format!("it has more than {MAX_BYTES} bytes")));
    }
    String::from_utf8(bytes).map_err(|error| Error::new(ErrorKind::InvalidData, error))
}

fn unreadable(path: &Path, message: &str) -> SuiteError {
    SuiteError::new(&path.display().to_string(), (1, 1), "", message)
}
