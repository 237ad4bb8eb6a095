-- Tasks with their logs and webhooks. Times are milliseconds since 1970 where nothing else is said.

CREATE TABLE tasks (
    -- Never used twice, so that entries which are still to be swept belong to nobody else.
    task INTEGER PRIMARY KEY AUTOINCREMENT,
    tenant TEXT NOT NULL,
    principal TEXT NOT NULL,
    task_id TEXT NOT NULL,
    context_id TEXT NOT NULL,
    -- The state as JSON: a string, or the number of one that this version of the protocol does not have.
    state TEXT NOT NULL,
    -- 0: somebody works on it. 1: it waits for the client. 2: it is over.
    phase INTEGER NOT NULL,
    -- Of the status; 0 and not stamped if that has none.
    time INTEGER NOT NULL,
    stamped INTEGER NOT NULL,
    -- The numbers of the last entry, and of the first one that is kept: last + 1 if none is.
    last INTEGER NOT NULL,
    first INTEGER NOT NULL,
    -- The checkpoint has the entries up to this one; 0 if there is no checkpoint. Both sizes are bytes of JSON.
    folded INTEGER NOT NULL DEFAULT 0,
    folded_size INTEGER NOT NULL DEFAULT 0,
    tail_size INTEGER NOT NULL,
    -- How many webhooks there are, how many are not given up, and whether one of those has something to come.
    webhooks INTEGER NOT NULL DEFAULT 0,
    live INTEGER NOT NULL DEFAULT 0,
    undelivered INTEGER NOT NULL DEFAULT 0,
    -- When it was over.
    ended INTEGER
) STRICT;

-- Each index ends with the number of the task, as all indexes of SQLite do: that makes the order of lists complete.
CREATE UNIQUE INDEX tasks_id ON tasks (tenant, principal, task_id);
CREATE INDEX tasks_time ON tasks (tenant, principal, time);
CREATE INDEX tasks_state ON tasks (tenant, principal, state, time);
CREATE INDEX tasks_context ON tasks (tenant, principal, context_id, time);
CREATE INDEX tasks_unfinished ON tasks (tenant, principal, task_id) WHERE phase = 0;
CREATE INDEX tasks_undelivered ON tasks (tenant, principal, task_id) WHERE undelivered = 1;
CREATE INDEX tasks_ended ON tasks (ended) WHERE ended IS NOT NULL;

-- The fold of a log up to an entry. Artifacts are apart, because most lists go without them.
CREATE TABLE checkpoints (
    task INTEGER PRIMARY KEY,
    head BLOB NOT NULL,
    artifacts BLOB NOT NULL
) STRICT;

CREATE TABLE entries (
    task INTEGER NOT NULL,
    number INTEGER NOT NULL,
    -- Whether it changes nothing but an artifact.
    artifact INTEGER NOT NULL,
    event BLOB NOT NULL,
    said BLOB,
    PRIMARY KEY (task, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX entries_without_artifacts ON entries (task, number) WHERE artifact = 0;

-- Entries that nobody sees any more: of a task, below a number. They are deleted a few at a time.
CREATE TABLE sweep (
    task INTEGER PRIMARY KEY,
    below INTEGER NOT NULL
) STRICT;

CREATE TABLE webhooks (
    -- The order in which they were registered.
    webhook INTEGER PRIMARY KEY,
    task INTEGER NOT NULL,
    id TEXT NOT NULL,
    -- Those of the task.
    tenant TEXT NOT NULL,
    principal TEXT NOT NULL,
    config BLOB NOT NULL,
    delivered INTEGER NOT NULL,
    -- Why no more is delivered; the time in seconds and nanoseconds. All are null, or none.
    failed_number INTEGER,
    failed_seconds INTEGER,
    failed_nanoseconds INTEGER,
    failed_attempts INTEGER,
    failed_reason TEXT
) STRICT;

CREATE UNIQUE INDEX webhooks_id ON webhooks (task, id);
CREATE INDEX webhooks_order ON webhooks (task);
CREATE INDEX webhooks_failed ON webhooks (tenant, principal, failed_seconds, failed_nanoseconds)
    WHERE failed_seconds IS NOT NULL;

-- How many tasks a scope has in each state.
CREATE TABLE counts (
    tenant TEXT NOT NULL,
    principal TEXT NOT NULL,
    state TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (tenant, principal, state)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER tasks_created AFTER INSERT ON tasks BEGIN
    INSERT INTO counts (tenant, principal, state, count) VALUES (new.tenant, new.principal, new.state, 1)
        ON CONFLICT DO UPDATE SET count = count + 1;
END;

CREATE TRIGGER tasks_deleted AFTER DELETE ON tasks BEGIN
    UPDATE counts SET count = count - 1
        WHERE tenant = old.tenant AND principal = old.principal AND state = old.state;
    DELETE FROM counts
        WHERE tenant = old.tenant AND principal = old.principal AND state = old.state AND count = 0;
END;

CREATE TRIGGER tasks_moved AFTER UPDATE OF state ON tasks WHEN old.state IS NOT new.state BEGIN
    UPDATE counts SET count = count - 1
        WHERE tenant = old.tenant AND principal = old.principal AND state = old.state;
    DELETE FROM counts
        WHERE tenant = old.tenant AND principal = old.principal AND state = old.state AND count = 0;
    INSERT INTO counts (tenant, principal, state, count) VALUES (new.tenant, new.principal, new.state, 1)
        ON CONFLICT DO UPDATE SET count = count + 1;
END;
