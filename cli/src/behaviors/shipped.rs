//! The files that come with the command.

/// A file of behaviours that is a part of the command.
#[derive(Debug)]
pub(crate) struct Shipped {
    pub(crate) name: &'static str,
    pub(crate) text: &'static str,
}

static SHIPPED: [Shipped; 2] = [
    Shipped {
        name: "acts",
        text: include_str!("../../behaviors/acts.yaml"),
    },
    Shipped {
        name: "hostile",
        text: include_str!("../../behaviors/hostile.yaml"),
    },
];

impl Shipped {
    /// The one with this name.
    pub(crate) fn named(name: &str) -> Option<&'static Self> {
        SHIPPED.iter().find(|shipped| shipped.name == name)
    }

    /// The names, for people.
    pub(crate) fn names() -> String {
        SHIPPED.each_ref().map(|shipped| shipped.name).join(", ")
    }
}
