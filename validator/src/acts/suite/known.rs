//! What is known of tests of the official suite: where they contradict the specification, and what they leave to the
//! runner. The facts are data, in `known.yaml`.

use super::reader::{Members, Node, Source};
use super::test::Check;
use crate::acts::error::SuiteError;
use crate::yaml::Document;
use serde_json::Value;

/// What is known of one test.
#[derive(Debug, Clone)]
pub(crate) struct Known {
    pub(crate) test: String,
    pub(crate) contradiction: Option<Contradiction>,
    /// What would agree with the specification, by the JSON pointer into the test; `None` to take it away.
    pub(crate) set: Vec<(String, Option<Value>)>,
    pub(crate) checks: Vec<Check>,
}

/// Where a test contradicts the specification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Contradiction {
    /// The section, as `§5.4`.
    pub(crate) section: String,
    /// What the specification says, in our words.
    pub(crate) says: String,
}

impl Known {
    pub(crate) fn all() -> Result<Vec<Self>, SuiteError> {
        let name = "known.yaml";
        let document = Document::parse(include_str!("known.yaml"))
            .map_err(|error| SuiteError::new(name, (error.line(), error.column()), "", error.message()))?;
        let source = Source {
            name: name.to_owned(),
            document,
        };
        Node::root(&source).list()?.iter().map(Self::parse).collect()
    }

    fn parse(node: &Node<'_>) -> Result<Self, SuiteError> {
        let members = node.object(
            "an entry",
            &["test", "section", "says", "set", "remove", "checks"],
        )?;
        let mut set = Vec::new();
        if let Some(node) = members.get("set") {
            for (pointer, value) in node.members("set")?.iter() {
                set.push((pointer.to_owned(), Some(value.value.clone())));
            }
        }
        set.extend(
            members
                .texts("remove")?
                .into_iter()
                .map(|pointer| (pointer, None)),
        );
        let checks = members
            .get("checks")
            .map_or(Ok(Vec::new()), |node| Check::parse_list(&node))?;
        Ok(Self {
            test: members.required("test")?.text()?.to_owned(),
            contradiction: Self::contradiction(&members)?,
            set,
            checks,
        })
    }

    fn contradiction(members: &Members<'_>) -> Result<Option<Contradiction>, SuiteError> {
        let Some(says) = members.get("says") else {
            return Ok(None);
        };
        let section = members.required("section")?.text()?.to_owned();
        Ok(Some(Contradiction {
            section,
            says: says.text()?.trim().to_owned(),
        }))
    }

    /// The test as it would agree with the specification; `None` if there is no such form, or if this is another test
    /// under the same id, which has not what would be changed.
    pub(crate) fn corrected(&self, test: &Value) -> Option<Value> {
        if self.set.is_empty() {
            return None;
        }
        let mut test = test.clone();
        for (pointer, value) in &self.set {
            let (parent, token) = pointer.rsplit_once('/')?;
            match (test.pointer_mut(parent)?, value) {
                (Value::Object(object), Some(value)) => {
                    object.insert(token.replace("~1", "/").replace("~0", "~"), value.clone());
                }
                (Value::Object(object), None) => {
                    object.remove(token)?;
                }
                (Value::Array(list), Some(value)) => {
                    *list.get_mut(token.parse::<usize>().ok()?)? = value.clone()
                }
                _ => return None,
            }
        }
        Some(test)
    }
}
