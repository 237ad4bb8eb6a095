//! From the definitions that the A2A project publishes to the model.

mod descriptions;
#[cfg(feature = "import")]
mod proto;
mod published;
mod supplement;

pub use descriptions::{Missing, keep_descriptions, missing_descriptions, without_descriptions};
#[cfg(feature = "import")]
pub use proto::from_proto;
pub use published::from_published;
pub use supplement::apply_supplement;
