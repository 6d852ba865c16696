-- The stored states of Orleans' grains. The names of tables, columns, keys and parameters are those that Orleans' provider asks for.
-- Version is the state's ETag. Each writing query answers one row: the new version, or the one that was expected when the stored one is
-- another; that is how the provider recognises a conflict. Why the functions have transactions of their own: see OrleansClustering.sql.

CREATE TABLE OrleansStorage
(
    GrainIdHash            NUMBER(10) NOT NULL,
    GrainIdN0              NUMBER(19) NOT NULL,
    GrainIdN1              NUMBER(19) NOT NULL,
    GrainTypeHash          NUMBER(10) NOT NULL,
    GrainTypeString        NVARCHAR2(512) NOT NULL,
    GrainIdExtensionString NVARCHAR2(512),
    ServiceId              NVARCHAR2(150) NOT NULL,
    PayloadBinary          BLOB,
    ModifiedOn             TIMESTAMP(6) DEFAULT SYS_EXTRACT_UTC(SYSTIMESTAMP) NOT NULL,
    Version                NUMBER(10) NOT NULL
)
/

-- A grain has one state: of two that write their first at the same time, one conflicts. Rows that differ in nothing but share a null are equal here.
CREATE UNIQUE INDEX orleans_storage_key ON OrleansStorage
    (GrainIdHash, GrainTypeHash, GrainIdN0, GrainIdN1, GrainTypeString, GrainIdExtensionString, ServiceId)
/

CREATE OR REPLACE PACKAGE OrleansState AS
    FUNCTION WriteState(id_hash NUMBER, n0 NUMBER, n1 NUMBER, type_hash NUMBER, type_name NVARCHAR2, extension NVARCHAR2, service NVARCHAR2,
        expected_version NUMBER, payload BLOB) RETURN NUMBER;

    FUNCTION ClearState(id_hash NUMBER, n0 NUMBER, n1 NUMBER, type_hash NUMBER, type_name NVARCHAR2, extension NVARCHAR2, service NVARCHAR2,
        expected_version NUMBER) RETURN NUMBER;

    FUNCTION DeleteState(id_hash NUMBER, n0 NUMBER, n1 NUMBER, type_hash NUMBER, type_name NVARCHAR2, extension NVARCHAR2, service NVARCHAR2,
        expected_version NUMBER) RETURN NUMBER;
END OrleansState;
/

CREATE OR REPLACE PACKAGE BODY OrleansState AS
    -- The row of a state when it has the expected version, locked for its caller's transaction; otherwise null.
    FUNCTION FindState(id_hash NUMBER, n0 NUMBER, n1 NUMBER, type_hash NUMBER, type_name NVARCHAR2, extension NVARCHAR2, service NVARCHAR2,
        expected_version NUMBER) RETURN ROWID IS
        place ROWID;
    BEGIN
        SELECT ROWID INTO place
        FROM OrleansStorage
        WHERE GrainIdHash = id_hash AND GrainTypeHash = type_hash AND GrainIdN0 = n0 AND GrainIdN1 = n1 AND GrainTypeString = type_name
          AND (GrainIdExtensionString = extension OR (GrainIdExtensionString IS NULL AND extension IS NULL))
          AND ServiceId = service AND Version = expected_version
        FOR UPDATE;
        RETURN place;
    EXCEPTION
        WHEN NO_DATA_FOUND THEN
            RETURN NULL;
    END FindState;

    -- Without an expected version the state must be new.
    FUNCTION WriteState(id_hash NUMBER, n0 NUMBER, n1 NUMBER, type_hash NUMBER, type_name NVARCHAR2, extension NVARCHAR2, service NVARCHAR2,
        expected_version NUMBER, payload BLOB) RETURN NUMBER IS
        PRAGMA AUTONOMOUS_TRANSACTION;
        place ROWID;
    BEGIN
        IF expected_version IS NULL THEN
            INSERT INTO OrleansStorage
                (GrainIdHash, GrainIdN0, GrainIdN1, GrainTypeHash, GrainTypeString, GrainIdExtensionString, ServiceId, PayloadBinary, Version)
            VALUES
                (id_hash, n0, n1, type_hash, type_name, extension, service, payload, 1);
            COMMIT;
            RETURN 1;
        END IF;
        place := FindState(id_hash, n0, n1, type_hash, type_name, extension, service, expected_version);
        IF place IS NULL THEN
            ROLLBACK;
            RETURN expected_version;
        END IF;
        UPDATE OrleansStorage
        SET PayloadBinary = payload, ModifiedOn = SYS_EXTRACT_UTC(SYSTIMESTAMP), Version = Version + 1
        WHERE ROWID = place;
        COMMIT;
        RETURN expected_version + 1;
    EXCEPTION
        WHEN DUP_VAL_ON_INDEX THEN
            ROLLBACK;
            RETURN expected_version;
    END WriteState;

    -- The row stays, so that its version goes on.
    FUNCTION ClearState(id_hash NUMBER, n0 NUMBER, n1 NUMBER, type_hash NUMBER, type_name NVARCHAR2, extension NVARCHAR2, service NVARCHAR2,
        expected_version NUMBER) RETURN NUMBER IS
        PRAGMA AUTONOMOUS_TRANSACTION;
        place ROWID;
    BEGIN
        place := FindState(id_hash, n0, n1, type_hash, type_name, extension, service, expected_version);
        IF place IS NULL THEN
            ROLLBACK;
            RETURN expected_version;
        END IF;
        UPDATE OrleansStorage
        SET PayloadBinary = NULL, ModifiedOn = SYS_EXTRACT_UTC(SYSTIMESTAMP), Version = Version + 1
        WHERE ROWID = place;
        COMMIT;
        RETURN expected_version + 1;
    END ClearState;

    FUNCTION DeleteState(id_hash NUMBER, n0 NUMBER, n1 NUMBER, type_hash NUMBER, type_name NVARCHAR2, extension NVARCHAR2, service NVARCHAR2,
        expected_version NUMBER) RETURN NUMBER IS
        PRAGMA AUTONOMOUS_TRANSACTION;
        place ROWID;
    BEGIN
        place := FindState(id_hash, n0, n1, type_hash, type_name, extension, service, expected_version);
        IF place IS NULL THEN
            ROLLBACK;
            RETURN expected_version;
        END IF;
        DELETE FROM OrleansStorage WHERE ROWID = place;
        COMMIT;
        RETURN expected_version + 1;
    END DeleteState;
END OrleansState;
/

MERGE INTO OrleansQuery target
USING (
    SELECT 'ReadFromStorageKey' AS QueryKey, q'[
SELECT PayloadBinary, Version
FROM OrleansStorage
WHERE GrainIdHash = :GrainIdHash AND GrainTypeHash = :GrainTypeHash AND GrainIdN0 = :GrainIdN0 AND GrainIdN1 = :GrainIdN1
  AND GrainTypeString = :GrainTypeString
  AND (GrainIdExtensionString = :GrainIdExtensionString OR (GrainIdExtensionString IS NULL AND :GrainIdExtensionString IS NULL))
  AND ServiceId = :ServiceId
]' AS QueryText FROM DUAL
    UNION ALL
    SELECT 'WriteToStorageKey', q'[
SELECT OrleansState.WriteState(:GrainIdHash, :GrainIdN0, :GrainIdN1, :GrainTypeHash, :GrainTypeString, :GrainIdExtensionString, :ServiceId,
    :GrainStateVersion, :PayloadBinary) AS NewGrainStateVersion
FROM DUAL
]' FROM DUAL
    UNION ALL
    SELECT 'ClearStorageKey', q'[
SELECT OrleansState.ClearState(:GrainIdHash, :GrainIdN0, :GrainIdN1, :GrainTypeHash, :GrainTypeString, :GrainIdExtensionString, :ServiceId,
    :GrainStateVersion) AS NewGrainStateVersion
FROM DUAL
]' FROM DUAL
    UNION ALL
    SELECT 'DeleteStorageKey', q'[
SELECT OrleansState.DeleteState(:GrainIdHash, :GrainIdN0, :GrainIdN1, :GrainTypeHash, :GrainTypeString, :GrainIdExtensionString, :ServiceId,
    :GrainStateVersion) AS NewGrainStateVersion
FROM DUAL
]' FROM DUAL
) source
ON (target.QueryKey = source.QueryKey)
WHEN MATCHED THEN UPDATE SET target.QueryText = source.QueryText WHERE target.QueryText <> source.QueryText
WHEN NOT MATCHED THEN INSERT (QueryKey, QueryText) VALUES (source.QueryKey, source.QueryText)
/
