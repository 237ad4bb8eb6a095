//! Validation beyond the form: what the schema demands of a message that was decoded (§3.3.2, §5.7).

use crate::decode::{cut, join};
use crate::protojson::{Enumeration, UnknownMember};
use std::collections::BTreeMap;
use std::fmt;

/// One thing that is wrong with a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// The field, as `message.parts[0].text`.
    pub field: String,
    /// What the field must be.
    pub description: String,
}

/// Everything that is wrong with a message, up to 100 violations; never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violations(Vec<Violation>);

impl Violations {
    /// The violations, in the order of the fields.
    #[must_use]
    pub fn as_slice(&self) -> &[Violation] {
        &self.0
    }

    /// The violations, in the order of the fields.
    #[must_use]
    pub fn into_vec(self) -> Vec<Violation> {
        self.0
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.field.as_str() {
            "" => formatter.write_str(&self.description),
            field => write!(formatter, "{field}: {}", self.description),
        }
    }
}

/// The first few, and how many more there are.
impl fmt::Display for Violations {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        const SHOWN: usize = 5;
        let shown: Vec<_> = self.0.iter().take(SHOWN).map(Violation::to_string).collect();
        formatter.write_str(&shown.join("; "))?;
        match self.0.len().saturating_sub(SHOWN) {
            0 => Ok(()),
            more => write!(formatter, "; and {more} more"),
        }
    }
}

impl std::error::Error for Violations {}

/// A value that can be checked.
pub trait Validate {
    /// Reports every violation to the checker.
    fn check(&self, checker: &mut Checker);
}

/// Checks a message.
///
/// # Errors
/// Something is wrong with it; every violation is in the error, up to 100.
pub fn validate<T: Validate + ?Sized>(message: &T) -> Result<(), Violations> {
    // Tracking the path costs time, and only a violation needs it.
    if violations(message, None).is_empty() {
        return Ok(());
    }
    Err(Violations(violations(message, Some(String::new()))))
}

fn violations<T: Validate + ?Sized>(message: &T, path: Option<String>) -> Vec<Violation> {
    let mut checker = Checker {
        path,
        violations: Vec::new(),
    };
    message.check(&mut checker);
    checker.violations
}

/// Collects violations and knows the path of the message that is being checked.
#[derive(Debug)]
pub struct Checker {
    /// `None` while the question is only whether there are violations.
    path: Option<String>,
    violations: Vec<Violation>,
}

impl Checker {
    /// Checks a field's value.
    pub fn field<T: Validate + ?Sized>(&mut self, name: &str, value: &T) {
        self.step(value, |path| {
            if !path.is_empty() {
                path.push('.');
            }
            path.push_str(name);
        });
    }

    /// Checks a value that is one step further on the path.
    fn step<T: Validate + ?Sized>(&mut self, value: &T, extend: impl FnOnce(&mut String)) {
        let Some(path) = &mut self.path else {
            return value.check(self);
        };
        let length = path.len();
        extend(path);
        value.check(self);
        if let Some(path) = &mut self.path {
            path.truncate(length);
        }
    }

    /// A REQUIRED string that must say something.
    pub fn not_empty(&mut self, name: &str, value: &str) {
        if value.is_empty() {
            self.report(name, "is required and must not be empty");
        }
    }

    /// A REQUIRED enum that must say something.
    pub fn not_default<T: Enumeration>(&mut self, name: &str, value: &T) {
        if *value == T::default() {
            self.report(
                name,
                &format!("is required and must not be {}", value.name().unwrap_or_default()),
            );
        }
    }

    /// A list with a least number of elements.
    pub fn min_items(&mut self, name: &str, length: usize, minimum: usize) {
        if length < minimum {
            self.report(
                name,
                &format!("must have at least {minimum} element(s), has {length}"),
            );
        }
    }

    /// A number with a least value.
    pub fn minimum<T: PartialOrd + fmt::Display>(&mut self, name: &str, value: &T, minimum: T) {
        if *value < minimum {
            self.report(name, &format!("must be at least {minimum}, is {value}"));
        }
    }

    /// A number with a greatest value.
    pub fn maximum<T: PartialOrd + fmt::Display>(&mut self, name: &str, value: &T, maximum: T) {
        if *value > maximum {
            self.report(name, &format!("must be at most {maximum}, is {value}"));
        }
    }

    /// An enum value that the schema does not have.
    pub fn unknown_value<T: Enumeration>(&mut self, value: &T) {
        if let Err(unknown) = value.name() {
            let unknown = unknown.to_string();
            self.report_here(format!("`{}` is not a value of {}", cut(&unknown), T::NAME));
        }
    }

    /// A oneof member that the schema does not have.
    pub fn unknown_member(&mut self, member: &UnknownMember, known: &[&str]) {
        let member = member.to_string();
        self.report_here(format!(
            "must have exactly one of {}, has {}",
            known.join(", "),
            cut(&member)
        ));
    }

    /// Reports something about a field of the message.
    fn report(&mut self, name: &str, description: &str) {
        let field = self.path.as_ref().map(|path| join(path, name));
        self.push(field, description.to_owned());
    }

    /// Reports something about the value that is being checked.
    fn report_here(&mut self, description: String) {
        self.push(self.path.clone(), description);
    }

    fn push(&mut self, field: Option<String>, description: String) {
        if !self.is_full() {
            let field = cut(field.as_deref().unwrap_or_default()).into_owned();
            self.violations.push(Violation { field, description });
        }
    }

    /// Whether further violations are not looked for: the list goes back to the peer.
    fn is_full(&self) -> bool {
        let enough = if self.path.is_some() { MAX_VIOLATIONS } else { 1 };
        self.violations.len() >= enough
    }
}

/// How many violations are listed.
const MAX_VIOLATIONS: usize = 100;

impl<T: Validate> Validate for Option<T> {
    fn check(&self, checker: &mut Checker) {
        if let Some(value) = self {
            value.check(checker);
        }
    }
}

impl<T: Validate> Validate for Box<T> {
    fn check(&self, checker: &mut Checker) {
        T::check(self, checker);
    }
}

impl<T: Validate> Validate for Vec<T> {
    fn check(&self, checker: &mut Checker) {
        for (index, value) in self.iter().enumerate() {
            if checker.is_full() {
                return;
            }
            checker.step(value, |path| path.push_str(&format!("[{index}]")));
        }
    }
}

impl<T: Validate> Validate for BTreeMap<String, T> {
    fn check(&self, checker: &mut Checker) {
        for (key, value) in self {
            if checker.is_full() {
                return;
            }
            checker.field(key, value);
        }
    }
}
