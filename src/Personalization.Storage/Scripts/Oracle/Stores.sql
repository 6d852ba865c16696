-- The logs and snapshots of a cluster. Statements end with a line of "/".
-- Oracle holds an empty text to be null, and the columns refuse null: names and keys are never empty. A state may be empty, so that column accepts null.
-- Keys are ordered by their bytes in UTF-8 when the database's character set is AL32UTF8; sessions compare binary (NLS_SORT, NLS_COMP).

CREATE TABLE personalization_log
(
    log_name       VARCHAR2(100 CHAR) NOT NULL,
    first_position NUMBER(19) NOT NULL,
    entry_count    NUMBER(10) NOT NULL,
    payload        BLOB NOT NULL,
    CONSTRAINT personalization_log_key PRIMARY KEY (log_name, first_position)
)
/

CREATE TABLE personalization_snapshot
(
    kind     VARCHAR2(20 CHAR) NOT NULL,
    id       VARCHAR2(512 CHAR) NOT NULL,
    position NUMBER(19) NOT NULL,
    state    BLOB,
    CONSTRAINT personalization_snapshot_key PRIMARY KEY (kind, id)
)
/
