//! Databases of other versions, and what is no database of tasks.

use super::super::file::Database;
use super::super::migrations::MIGRATIONS;
use super::super::open_error::SqliteOpenErrorKind;
use super::super::options::SqliteOptions;
use rusqlite::Connection;
use std::fs;
use std::path::Path;

const SECOND: &str = "ALTER TABLE tasks ADD COLUMN priority INTEGER NOT NULL DEFAULT 7;";
const BROKEN: &str = "CREATE TABLE more (a INTEGER) STRICT; INSERT INTO nowhere VALUES (1);";

fn open(path: &Path, migrations: &[&str]) -> Result<Connection, SqliteOpenErrorKind> {
    let opened = Database::open(path, &SqliteOptions::new(), migrations);
    opened
        .map(|(_, connection)| connection)
        .map_err(|error| error.kind())
}

fn version(connection: &Connection) -> i64 {
    connection
        .pragma_query_value(None, "user_version", |row| row.get(0))
        .unwrap()
}

#[test]
fn the_next_version_is_reached_with_what_is_there() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tasks.db");
    let first = open(&path, MIGRATIONS).unwrap();
    first
        .execute_batch(
            "INSERT INTO tasks (tenant, principal, task_id, context_id, state, phase, time, stamped, last, first, tail_size)
            VALUES ('', '', 't', '', 's', 0, 1, 1, 1, 1, 0)",
        )
        .unwrap();
    assert_eq!(version(&first), 1);
    drop(first);

    let migrations = [MIGRATIONS, &[SECOND]].concat();
    let second = open(&path, &migrations).unwrap();
    assert_eq!(version(&second), 2);
    let priority: i64 = second
        .query_row("SELECT priority FROM tasks WHERE task_id = 't'", [], |row| {
            row.get(0)
        })
        .unwrap();
    assert_eq!(priority, 7);
    drop(second);

    // The version before does not touch it.
    let before = fs::read(&path).unwrap();
    let newer = SqliteOpenErrorKind::Newer { found: 2, known: 1 };
    assert_eq!(open(&path, MIGRATIONS).unwrap_err(), newer);
    assert!(fs::read(&path).unwrap() == before);
}

#[test]
fn a_migration_that_fails_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tasks.db");
    drop(open(&path, MIGRATIONS).unwrap());
    let broken = [MIGRATIONS, &[SECOND, BROKEN]].concat();
    assert_eq!(
        open(&path, &broken).unwrap_err(),
        SqliteOpenErrorKind::Unavailable
    );

    // The one before it has been done for good.
    let connection = open(&path, &broken[..2]).unwrap();
    assert_eq!(version(&connection), 2);
    let found = connection.prepare("SELECT * FROM more").unwrap_err().to_string();
    assert!(found.contains("no such table"), "{found}");
}

#[test]
fn databases_of_other_programs_are_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    for (name, sql) in [
        ("tables", "CREATE TABLE theirs (a)"),
        ("application", "PRAGMA application_id = 17"),
        ("version", "PRAGMA user_version = 1"),
        ("log", "PRAGMA journal_mode = WAL; CREATE TABLE theirs (a)"),
    ] {
        let path = folder.path().join(name);
        let theirs = Connection::open(&path).unwrap();
        theirs.execute_batch(sql).unwrap();
        drop(theirs);
        let before = fs::read(&path).unwrap();
        assert_eq!(
            open(&path, MIGRATIONS).unwrap_err(),
            SqliteOpenErrorKind::Foreign,
            "{name}"
        );
        assert!(fs::read(&path).unwrap() == before, "{name}");
    }
}

#[test]
fn what_another_program_is_writing_is_not_tidied_up() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("theirs.db");
    let theirs = Connection::open(&path).unwrap();
    theirs
        .execute_batch("PRAGMA journal_mode = WAL; CREATE TABLE theirs (a); INSERT INTO theirs VALUES (1)")
        .unwrap();
    // As if the program had been killed: its log is not in the file yet.
    let copy = folder.path().join("copy.db");
    fs::copy(&path, &copy).unwrap();
    fs::copy(
        folder.path().join("theirs.db-wal"),
        folder.path().join("copy.db-wal"),
    )
    .unwrap();
    let before = fs::read(&copy).unwrap();
    assert_eq!(open(&copy, MIGRATIONS).unwrap_err(), SqliteOpenErrorKind::Foreign);
    assert!(fs::read(&copy).unwrap() == before);
}
