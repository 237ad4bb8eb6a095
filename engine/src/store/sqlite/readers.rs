//! Connections that read.

use super::failure::{Outcome, closed};
use super::file::Database;
use crate::lock::lock;
use crate::store::StoreError;
use rusqlite::{Connection, Transaction};
use std::sync::{Arc, Mutex};
use tokio::runtime::Handle;
use tokio::sync::Semaphore;

/// How many calls read at the same time; the others wait their turn.
const READERS: usize = 4;

/// A few connections, opened when they are needed.
#[derive(Debug)]
pub(super) struct Readers {
    database: Database,
    idle: Mutex<Vec<Connection>>,
    turns: Arc<Semaphore>,
}

impl Readers {
    pub(super) fn new(database: Database) -> Self {
        Self {
            database,
            idle: Mutex::default(),
            turns: Arc::new(Semaphore::new(READERS)),
        }
    }

    /// Reads, all of it at one moment: what was committed before is seen, and nothing of what is committed meanwhile.
    pub(super) async fn read<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&Connection) -> Outcome<T> + Send + 'static,
    ) -> Result<T, StoreError> {
        let turn = Arc::clone(&self.turns)
            .acquire_owned()
            .await
            .map_err(|_| closed())?;
        let this = Arc::clone(self);
        let runtime = Handle::try_current().map_err(|error| closed().with_source(error))?;
        let reading = runtime.spawn_blocking(move || {
            let _turn = turn;
            this.read_now(work)
        });
        // The runtime is being shut down, if it does not do its work.
        let read = reading.await.map_err(|error| closed().with_source(error))?;
        Ok(read?)
    }

    fn read_now<T>(&self, work: impl FnOnce(&Connection) -> Outcome<T>) -> Outcome<T> {
        let idle = lock(&self.idle).pop();
        let mut connection = idle.map_or_else(|| self.database.reader(), Ok)?;
        let outcome = read_at_one_moment(&mut connection, work);
        lock(&self.idle).push(connection);
        outcome
    }
}

/// The moment is that of the first statement. The transaction is rolled back, which for one that reads is the end.
fn read_at_one_moment<T>(
    connection: &mut Connection,
    work: impl FnOnce(&Connection) -> Outcome<T>,
) -> Outcome<T> {
    let transaction: Transaction<'_> = connection.transaction()?;
    work(&transaction)
}
