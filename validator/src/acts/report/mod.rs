//! Reports: the format's own (§13 of the format), JUnit, a page to read, and lines for a terminal.

mod html;
mod json;
mod junit;
mod style;
mod text;

pub use html::html;
pub use junit::junit;
pub use text::summary;
