-- The logs and snapshots of a cluster. Collation "C" orders text by its UTF-8 bytes, whatever the database's own collation is.
-- The database's encoding must be UTF8.

CREATE TABLE IF NOT EXISTS personalization_log
(
    log_name       varchar(100) COLLATE "C" NOT NULL CHECK (log_name <> ''),
    first_position bigint  NOT NULL,
    entry_count    integer NOT NULL,
    payload        bytea   NOT NULL,
    CONSTRAINT personalization_log_key PRIMARY KEY (log_name, first_position)
);

CREATE TABLE IF NOT EXISTS personalization_snapshot
(
    kind     varchar(20)  COLLATE "C" NOT NULL CHECK (kind <> ''),
    id       varchar(512) COLLATE "C" NOT NULL CHECK (id <> ''),
    position bigint NOT NULL,
    state    bytea  NOT NULL,
    CONSTRAINT personalization_snapshot_key PRIMARY KEY (kind, id)
);
