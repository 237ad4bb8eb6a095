//! Validation beyond the form: what the schema demands of a message that was decoded (§3.3.2, §5.7).

use crate::decode::join;
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

/// Everything that is wrong with a message; never empty.
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

impl fmt::Display for Violations {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let all: Vec<_> = self
            .0
            .iter()
            .map(|one| format!("{}: {}", one.field, one.description))
            .collect();
        formatter.write_str(&all.join("; "))
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
/// Something is wrong with it; every violation is in the error.
pub fn validate<T: Validate + ?Sized>(message: &T) -> Result<(), Violations> {
    let mut checker = Checker {
        path: String::new(),
        violations: Vec::new(),
    };
    message.check(&mut checker);
    if checker.violations.is_empty() {
        Ok(())
    } else {
        Err(Violations(checker.violations))
    }
}

/// Collects violations and knows the path of the message that is being checked.
#[derive(Debug)]
pub struct Checker {
    path: String,
    violations: Vec<Violation>,
}

impl Checker {
    /// Checks a field's value.
    pub fn field<T: Validate + ?Sized>(&mut self, name: &str, value: &T) {
        let length = self.path.len();
        if length > 0 {
            self.path.push('.');
        }
        self.path.push_str(name);
        value.check(self);
        self.path.truncate(length);
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
            let description = format!("`{unknown}` is not a value of {}", T::NAME);
            self.violations.push(Violation {
                field: self.path.clone(),
                description,
            });
        }
    }

    /// A oneof member that the schema does not have.
    pub fn unknown_member(&mut self, member: &UnknownMember, known: &[&str]) {
        let description = format!("must have exactly one of {}, has {member}", known.join(", "));
        self.violations.push(Violation {
            field: self.path.clone(),
            description,
        });
    }

    fn report(&mut self, name: &str, description: &str) {
        self.violations.push(Violation {
            field: join(&self.path, name),
            description: description.to_owned(),
        });
    }
}

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
        let length = checker.path.len();
        for (index, value) in self.iter().enumerate() {
            checker.path.push_str(&format!("[{index}]"));
            value.check(checker);
            checker.path.truncate(length);
        }
    }
}

impl<T: Validate> Validate for BTreeMap<String, T> {
    fn check(&self, checker: &mut Checker) {
        for (key, value) in self {
            checker.field(key, value);
        }
    }
}
