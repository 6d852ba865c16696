-- The logs and snapshots of a cluster. Text is compared by its UTF-8 bytes (collation BINARY, SQLite's default).

CREATE TABLE IF NOT EXISTS personalization_log
(
    log_name       TEXT    NOT NULL CHECK (length(log_name) BETWEEN 1 AND 100),
    first_position INTEGER NOT NULL,
    entry_count    INTEGER NOT NULL,
    payload        BLOB    NOT NULL,
    PRIMARY KEY (log_name, first_position)
);

CREATE TABLE IF NOT EXISTS personalization_snapshot
(
    kind     TEXT    NOT NULL CHECK (length(kind) BETWEEN 1 AND 20),
    id       TEXT    NOT NULL CHECK (length(id) BETWEEN 1 AND 512),
    position INTEGER NOT NULL,
    state    BLOB    NOT NULL,
    PRIMARY KEY (kind, id)
);
