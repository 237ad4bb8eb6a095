//! `demo-server --behaviors`: an agent that does what a file says, for the authors of clients.
//!
//! docs/behaviors.md is about the format.

mod behavior;
mod body;
mod call;
mod format;
mod intercept;
mod interrupt;
mod load;
mod lower;
mod problem;
mod script;
mod shipped;
mod template;
#[cfg(test)]
mod tests;
mod wire;

pub(crate) use shipped::Shipped;

use a2a_engine::{AgentError, TaskContext};
use axum::Router;
use axum::middleware::from_fn;
use behavior::{Behavior, script_of};
use std::sync::Arc;

/// What messages bring about, by how they begin.
#[derive(Debug)]
pub(crate) struct Behaviors {
    /// The longest prefix first.
    list: Vec<Behavior>,
}

impl Behaviors {
    /// The prefix and the description of each.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        let behaviors = self.list.iter();
        behaviors.map(|behavior| (&*behavior.prefix, &*behavior.description))
    }

    /// Does what there is to do about a message; `None` if there is nothing said about it.
    pub(crate) async fn play(&self, task: &TaskContext) -> Option<Result<(), AgentError>> {
        let script = script_of(&self.list, task)?;
        Some(script.play(task).await)
    }

    /// The application behind the hostile answers. `rpc_paths` are where JSON-RPC is served, without a slash at the end.
    pub(crate) fn in_front_of(self: &Arc<Self>, app: Router, rpc_paths: &'static [&'static str]) -> Router {
        let behaviors = Arc::clone(self);
        app.layer(from_fn(move |request, next| {
            intercept::intercept(Arc::clone(&behaviors), rpc_paths, request, next)
        }))
    }
}
