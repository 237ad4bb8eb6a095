//! Waiting for a task by looking at it again and again (§3.5.1).

use crate::error::{Code, Error};
use crate::output::note;
use crate::session::Session;
use crate::shell::operand;
use a2a_bindings::v1_0::{GetTaskRequest, Task, TaskState};
use std::time::Duration;

/// How soon to look for the first time. Most agents that are quick are quicker than this.
const FIRST_PAUSE: Duration = Duration::from_millis(50);
/// No interval is shorter, whatever the user says.
const SHORTEST_INTERVAL: Duration = Duration::from_millis(10);
/// How often in a row it may fail to look, before that is taken for final.
const MAX_FAILURES: u32 = 3;
/// How often to look before the user is told that it takes longer.
const PATIENCE: u32 = 5;

/// Whether there is nothing to wait for: the task is over, or it waits for the client. A state of a later version of
/// the protocol may be either, so that is for the user to judge.
pub(super) fn is_settled(state: &TaskState) -> bool {
    state.is_terminal() || state.is_interrupted() || matches!(state, TaskState::Unrecognized(_))
}

/// Waits until a task is over or waits for the client.
pub(super) async fn until_settled(
    session: &Session,
    mut task: Task,
    interval: Duration,
    history: Option<i32>,
) -> Result<Task, Error> {
    let interval = interval.max(SHORTEST_INTERVAL);
    let mut pause = FIRST_PAUSE.min(interval);
    let (mut looks, mut failures) = (0, 0);
    while !is_settled(&task.status.state) {
        let running_on = |error: Error| still_running(session, error, &task);
        session
            .in_time("the wait for the task", tokio::time::sleep(pause))
            .await
            .map_err(running_on)?;
        match session
            .call("GetTask", session.client.get_task(request(&task.id, history)))
            .await
        {
            Ok(now) => {
                task = now;
                failures = 0;
            }
            Err(error) if error.is(Code::Unreachable) && failures < MAX_FAILURES => failures += 1,
            Err(error) => return Err(running_on(error)),
        }
        looks += 1;
        if looks == PATIENCE && !is_settled(&task.status.state) {
            note(&format!("task {} is in {}, waiting", task.id, task.status.state));
        }
        pause = pause.saturating_mul(2).min(interval);
    }
    Ok(task)
}

/// The request for a task.
pub(super) fn request(id: &str, history: Option<i32>) -> GetTaskRequest {
    let mut request = GetTaskRequest::new(id);
    request.history_length = history;
    request
}

/// Time is up, or the agent is gone: says where the task is, so that it is not lost with the command.
pub(super) fn still_running(session: &Session, error: Error, task: &Task) -> Error {
    if error.is_protocol() || error.is_closed_output() {
        return error;
    }
    error
        .with_consequence(&format!(
            "task {} was last seen in {}",
            task.id, task.status.state
        ))
        .with_hint(session.command("task get", &format!("--wait {}", operand(&task.id))))
}
