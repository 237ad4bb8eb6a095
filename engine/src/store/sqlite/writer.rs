//! The thread that writes.
//!
//! SQLite has one writer at a time, and each commit has its price: with full durability it waits for the disk. So one
//! thread makes all changes. It takes what is waiting, makes all of it in one transaction, and answers everybody when
//! that is committed: the more there is to do, the less each change costs.

use super::change::Change;
use super::failure::{Failure, Outcome, closed, told};
use super::options::SqliteOptions;
use super::statement::prepare;
use super::sweep;
use crate::store::StoreError;
use rusqlite::{Connection, TransactionBehavior};
use std::io;
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::Duration;
use tokio::sync::{mpsc, oneshot};
use tokio::time::{Instant, timeout_at};

/// How many changes may wait; whoever has one more waits to make it known.
const WAITING: usize = 1024;
/// How many changes are committed together.
const TOGETHER: usize = 256;
/// How often the thread looks for what is to be deleted.
const LOOK: Duration = Duration::from_secs(1);
/// The pause between two steps of deleting, in which others can write.
const PAUSE: Duration = Duration::from_millis(5);

type Answer = Result<(), StoreError>;

/// A change, and who waits for it.
#[derive(Debug)]
struct Write {
    change: Change,
    answer: oneshot::Sender<Answer>,
}

/// The way to the thread. When it is dropped, what is waiting is still done.
#[derive(Debug)]
pub(super) struct Writer {
    /// Gone when the writer is being dropped.
    writes: Option<mpsc::Sender<Write>>,
    thread: Option<JoinHandle<()>>,
}

impl Writer {
    /// Starts the thread.
    pub(super) fn start(connection: Connection, options: &SqliteOptions) -> io::Result<Self> {
        let (writes, waiting) = mpsc::channel(WAITING);
        // Only for its clock: the thread has to do something now and then, though nobody writes.
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .build()?;
        let mut thread = Thread {
            connection,
            max_age: options.max_age,
            kept_entries: options.kept_entries,
        };
        let thread = thread::Builder::new()
            .name("a2a-sqlite".to_owned())
            .spawn(move || runtime.block_on(thread.run(waiting)))?;
        Ok(Self {
            writes: Some(writes),
            thread: Some(thread),
        })
    }

    /// Makes a change. If the future is dropped, the change is made or not.
    pub(super) async fn write(&self, change: Change) -> Answer {
        let (answer, answered) = oneshot::channel();
        let writes = self.writes.as_ref().ok_or_else(closed)?;
        let sent = writes.send(Write { change, answer }).await;
        sent.map_err(|_| closed())?;
        answered.await.map_err(|_| closed())?
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.writes = None;
        if let Some(thread) = self.thread.take() {
            // It has not panicked; and if it had, nothing could be done here.
            let _ = thread.join();
        }
    }
}

struct Thread {
    connection: Connection,
    max_age: Option<Duration>,
    kept_entries: u64,
}

impl Thread {
    async fn run(&mut self, mut waiting: mpsc::Receiver<Write>) {
        let mut batch = Vec::with_capacity(TOGETHER);
        let mut look = Instant::now();
        loop {
            if timeout_at(look, waiting.recv_many(&mut batch, TOGETHER)).await == Ok(0) {
                return;
            }
            if !batch.is_empty() {
                self.write(&mut batch);
            }
            if look <= Instant::now() {
                // A failure to delete is no one's concern: it is tried again, and who writes will be told.
                let more = self.delete().unwrap_or(false);
                look = Instant::now() + if more { PAUSE } else { LOOK };
            }
        }
    }

    /// Makes changes, and tells everybody.
    fn write(&mut self, batch: &mut Vec<Write>) {
        match self.commit(batch) {
            Ok(answers) => {
                for (write, answer) in batch.drain(..).zip(answers) {
                    // Nobody may be waiting any more.
                    let _ = write.answer.send(answer);
                }
            }
            Err(error) => {
                let error = Arc::new(error);
                for write in batch.drain(..) {
                    let _ = write.answer.send(Err(told(&error)));
                }
            }
        }
    }

    /// Makes changes in one transaction. One that must not be made, or fails by itself, leaves the others alone.
    fn commit(&mut self, batch: &[Write]) -> rusqlite::Result<Vec<Answer>> {
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut answers = Vec::with_capacity(batch.len());
        for Write { change, .. } in batch {
            prepare(&transaction, "SAVEPOINT change")?.execute([])?;
            let answer = match change.apply(&transaction, self.kept_entries) {
                Ok(()) => Ok(()),
                // Some failures are the end of the whole transaction.
                Err(Failure::Sql(error)) if transaction.is_autocommit() => return Err(error),
                Err(failure) => {
                    prepare(&transaction, "ROLLBACK TO change")?.execute([])?;
                    Err(failure.into())
                }
            };
            prepare(&transaction, "RELEASE change")?.execute([])?;
            answers.push(answer);
        }
        transaction.commit()?;
        Ok(answers)
    }

    /// Deletes a little of what is to be deleted; answers whether there is more.
    fn delete(&mut self) -> Outcome<bool> {
        // Looking takes no lock that anybody could wait for.
        if !sweep::is_due(&self.connection, self.max_age)? {
            return Ok(false);
        }
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        sweep::step(&transaction, self.max_age)?;
        transaction.commit()?;
        sweep::is_due(&self.connection, self.max_age)
    }
}
