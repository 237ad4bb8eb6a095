//! As much of JSON Patch (RFC 6902) as repairs need.

use serde::Deserialize;
use serde_json::Value;

/// An edit.
#[derive(Debug, Deserialize)]
#[serde(tag = "op", rename_all = "lowercase", deny_unknown_fields)]
pub(crate) enum Edit {
    Add { path: String, value: Value },
    Replace { path: String, value: Value },
    Remove { path: String },
}

/// Makes an edit, which has to have something to do.
pub(crate) fn apply(edit: &Edit, document: &mut Value) -> Result<(), String> {
    let (Edit::Add { path, .. } | Edit::Replace { path, .. } | Edit::Remove { path }) = edit;
    let missing = || format!("nothing is at {path}");
    let (parent, last) = path.rsplit_once('/').ok_or_else(missing)?;
    let last = last.replace("~1", "/").replace("~0", "~");
    match (edit, document.pointer_mut(parent).ok_or_else(missing)?) {
        (Edit::Add { value, .. }, Value::Object(members)) => {
            if members.insert(last, value.clone()).is_some() {
                return Err(format!("something is at {path} already"));
            }
        }
        (Edit::Add { value, .. }, Value::Array(items)) => {
            let index = if last == "-" {
                items.len()
            } else {
                last.parse().map_err(|_| missing())?
            };
            items.insert(index, value.clone());
        }
        (Edit::Replace { value, .. }, parent) => {
            let old = parent.pointer_mut(&path[path.len() - path.rsplit('/').next().unwrap().len() - 1..]);
            let old = old.ok_or_else(missing)?;
            if old == value {
                return Err(format!("{path} is what it would become"));
            }
            *old = value.clone();
        }
        (Edit::Remove { .. }, Value::Object(members)) => {
            members.remove(&last).ok_or_else(missing)?;
        }
        (Edit::Remove { .. }, Value::Array(items)) => {
            let index: usize = last.parse().map_err(|_| missing())?;
            if index >= items.len() {
                return Err(missing());
            }
            items.remove(index);
        }
        _ => return Err(missing()),
    }
    Ok(())
}
