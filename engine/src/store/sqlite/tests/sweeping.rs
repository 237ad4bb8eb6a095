//! However much is to be deleted, no transaction deletes much.

use super::super::migrations::{MIGRATIONS, migrate};
use super::super::sweep;
use rusqlite::Connection;
use std::time::Duration;

/// A database with a task that is over and has 2,000 entries.
fn database() -> Connection {
    let mut connection = Connection::open_in_memory().unwrap();
    migrate(&mut connection, MIGRATIONS).unwrap();
    connection
        .execute_batch(
            "INSERT INTO tasks (task, tenant, principal, task_id, context_id, state, phase, time, stamped, last,
                first, tail_size, ended) VALUES (1, '', '', 't', '', 's', 2, 0, 0, 2000, 1, 0, 0);
            WITH RECURSIVE numbers (number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM numbers LIMIT 2000)
            INSERT INTO entries (task, number, artifact, event) SELECT 1, number, 0, x'00' FROM numbers;",
        )
        .unwrap();
    connection
}

/// How many entries there are.
fn count(connection: &Connection) -> i64 {
    connection
        .query_row("SELECT COUNT(*) FROM entries", [], |row| row.get(0))
        .unwrap()
}

#[test]
fn many_entries_are_deleted_in_steps() {
    let connection = database();
    sweep::entries(&connection, 1, 1, 1_501).unwrap();
    assert_eq!(count(&connection), 2_000);
    // A few more are let go meanwhile, which does not delete those that wait.
    sweep::entries(&connection, 1, 1_501, 1_511).unwrap();
    let mut counts = vec![count(&connection)];
    while sweep::is_due(&connection, None).unwrap() {
        sweep::step(&connection, None).unwrap();
        counts.push(count(&connection));
    }
    assert_eq!(counts, [1_990, 1_478, 966, 490]);
}

#[test]
fn a_task_with_many_entries_is_deleted_in_steps() {
    let connection = database();
    let max_age = Some(Duration::ZERO);
    let mut counts = Vec::new();
    while sweep::is_due(&connection, max_age).unwrap() {
        sweep::step(&connection, max_age).unwrap();
        counts.push(count(&connection));
    }
    assert_eq!(counts, [1_488, 976, 464, 0]);
}
