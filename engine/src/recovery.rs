//! What becomes of the tasks that an earlier life of the process was working on.

use crate::agent::Agent;
use crate::core::Core;
use crate::live::{Change, LiveRef, Tail, Unchanged, Work};
use crate::note::Note;
use crate::refusal;
use crate::run::{Errand, Run};
use crate::settings::OnRestart;
use crate::store::TaskKey;
use a2a_bindings::v1_0::{Role, SendMessageRequest, TaskState};
use a2a_bindings::{A2aError, Principal, RequestContext};
use std::sync::Arc;

/// How many tasks are looked up at a time.
const PAGE: usize = 256;

/// Takes care of every unfinished task, and of the webhooks that have something to come.
pub(crate) async fn recover<A: Agent>(core: &Arc<Core>, agent: &Arc<A>) -> Result<(), A2aError> {
    if core.settings.on_restart != OnRestart::Leave {
        recover_tasks(core, agent).await?;
    }
    core.recover_pusher();
    Ok(())
}

async fn recover_tasks<A: Agent>(core: &Arc<Core>, agent: &Arc<A>) -> Result<(), A2aError> {
    let mut after: Option<TaskKey> = None;
    loop {
        let unfinished = core.store.unfinished(after.as_ref(), PAGE).await;
        let unfinished = unfinished.map_err(|error| core.failed(error, ""))?;
        for key in &unfinished {
            let live = match core.live(&key.scope, &key.task_id).await {
                Ok(live) => live,
                Err(error) if is_missing(&error) => continue,
                Err(error) => return Err(error),
            };
            // An earlier attempt at this may have come so far.
            if live.tail().is_worked_on() {
                continue;
            }
            match core.settings.on_restart {
                OnRestart::Resume => resume(core, agent, live),
                OnRestart::Fail | OnRestart::Leave => fail(core, &live).await?,
            }
        }
        match unfinished.into_iter().next_back() {
            Some(last) => after = Some(last),
            None => return Ok(()),
        }
    }
}

fn is_missing(error: &A2aError) -> bool {
    *error.info() == *refusal::task_not_found("").info()
}

async fn fail(core: &Arc<Core>, live: &LiveRef) -> Result<(), A2aError> {
    let note = Note::from("the agent was restarted while it worked on the task; send the message again");
    let message = note.into_message(&live.context_id, &live.id).unwrap_or_default();
    let permit = |tail: &Tail| if tail.is_over() { Err(()) } else { Ok(()) };
    let change = Change::Status(TaskState::Failed, message);
    match live.change(core, change, None, None, permit).await {
        Ok(_) | Err(Unchanged::Refused(())) => Ok(()),
        Err(Unchanged::Store(error)) => Err(core.failed(error, &live.id)),
    }
}

/// Gives the task to the agent again, with the client's latest message, as soon as there is room for a run.
fn resume<A: Agent>(core: &Arc<Core>, agent: &Arc<A>, live: LiveRef) {
    let (core, agent) = (Arc::clone(core), Arc::clone(agent));
    tokio::spawn(async move {
        let Some(place) = core.runs.enter_when_possible().await else {
            return;
        };
        let work = Work::of_run(place.id, place.cancellation.clone());
        let Some(task) = live.take_up(work) else { return };
        let messages = task.history.iter().rev();
        let message = messages.clone().find(|message| message.role != Role::Agent);
        let Some(message) = message.or_else(|| messages.clone().next()).cloned() else {
            return;
        };
        let mut context = RequestContext::new();
        let principal = Some(&live.scope.principal).filter(|id| !id.is_empty());
        context.principal = principal.map(Principal::new);
        let errand = Errand {
            scope: live.scope.clone(),
            context,
            request: SendMessageRequest::new(message).with_tenant(&live.scope.tenant),
        };
        let run = Run::resume(core, &place, errand, live, task).restarted();
        Arc::new(run).drive(agent, place).await;
    });
}
