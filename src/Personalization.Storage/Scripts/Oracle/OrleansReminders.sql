-- Orleans' reminders. The names of tables, columns, keys and parameters are those that Orleans' provider asks for. Version is a reminder's ETag.
-- Why the functions have transactions of their own: see OrleansClustering.sql.

CREATE TABLE OrleansRemindersTable
(
    ServiceId    NVARCHAR2(150) NOT NULL,
    GrainId      NVARCHAR2(512) NOT NULL,
    ReminderName NVARCHAR2(150) NOT NULL,
    StartTime    TIMESTAMP(6) NOT NULL,
    Period       NUMBER(19) NOT NULL,
    GrainHash    NUMBER(10) NOT NULL,
    Version      NUMBER(10) DEFAULT 0 NOT NULL,
    CONSTRAINT orleans_reminders_key PRIMARY KEY (ServiceId, GrainId, ReminderName)
)
/

-- Each silo reads the reminders of its range of hashes.
CREATE INDEX orleans_reminders_hash ON OrleansRemindersTable (ServiceId, GrainHash)
/

CREATE OR REPLACE PACKAGE OrleansReminder AS
    FUNCTION WriteReminder(service NVARCHAR2, grain NVARCHAR2, reminder NVARCHAR2, starts TIMESTAMP, period_ms NUMBER, hash NUMBER) RETURN NUMBER;

    FUNCTION DeleteReminder(service NVARCHAR2, grain NVARCHAR2, reminder NVARCHAR2, expected_version NUMBER) RETURN NUMBER;
END OrleansReminder;
/

CREATE OR REPLACE PACKAGE BODY OrleansReminder AS
    -- Goes round again only when another session inserts or deletes the same reminder in between.
    FUNCTION WriteReminder(service NVARCHAR2, grain NVARCHAR2, reminder NVARCHAR2, starts TIMESTAMP, period_ms NUMBER, hash NUMBER) RETURN NUMBER IS
        PRAGMA AUTONOMOUS_TRANSACTION;
        new_version NUMBER;
    BEGIN
        LOOP
            UPDATE OrleansRemindersTable
            SET StartTime = starts, Period = period_ms, GrainHash = hash, Version = Version + 1
            WHERE ServiceId = service AND GrainId = grain AND ReminderName = reminder
            RETURNING Version INTO new_version;
            IF SQL%ROWCOUNT = 1 THEN
                COMMIT;
                RETURN new_version;
            END IF;
            BEGIN
                INSERT INTO OrleansRemindersTable (ServiceId, GrainId, ReminderName, StartTime, Period, GrainHash)
                VALUES (service, grain, reminder, starts, period_ms, hash);
                COMMIT;
                RETURN 0;
            EXCEPTION
                WHEN DUP_VAL_ON_INDEX THEN
                    NULL;
            END;
        END LOOP;
    END WriteReminder;

    FUNCTION DeleteReminder(service NVARCHAR2, grain NVARCHAR2, reminder NVARCHAR2, expected_version NUMBER) RETURN NUMBER IS
        PRAGMA AUTONOMOUS_TRANSACTION;
        deleted NUMBER;
    BEGIN
        DELETE FROM OrleansRemindersTable
        WHERE ServiceId = service AND GrainId = grain AND ReminderName = reminder AND Version = expected_version;
        deleted := SQL%ROWCOUNT;
        COMMIT;
        RETURN deleted;
    END DeleteReminder;
END OrleansReminder;
/

-- Ranges are open at their beginning. The second form is for one that wraps around the end of the ring.
MERGE INTO OrleansQuery target
USING (
    SELECT 'UpsertReminderRowKey' AS QueryKey, q'[
SELECT OrleansReminder.WriteReminder(:ServiceId, :GrainId, :ReminderName, :StartTime, :Period, :GrainHash) AS Version FROM DUAL
]' AS QueryText FROM DUAL
    UNION ALL
    SELECT 'ReadReminderRowKey', q'[
SELECT GrainId, ReminderName, StartTime, Period, Version
FROM OrleansRemindersTable
WHERE ServiceId = :ServiceId AND GrainId = :GrainId AND ReminderName = :ReminderName
]' FROM DUAL
    UNION ALL
    SELECT 'ReadReminderRowsKey', q'[
SELECT GrainId, ReminderName, StartTime, Period, Version
FROM OrleansRemindersTable
WHERE ServiceId = :ServiceId AND GrainId = :GrainId
]' FROM DUAL
    UNION ALL
    SELECT 'ReadRangeRows1Key', q'[
SELECT GrainId, ReminderName, StartTime, Period, Version
FROM OrleansRemindersTable
WHERE ServiceId = :ServiceId AND GrainHash > :BeginHash AND GrainHash <= :EndHash
]' FROM DUAL
    UNION ALL
    SELECT 'ReadRangeRows2Key', q'[
SELECT GrainId, ReminderName, StartTime, Period, Version
FROM OrleansRemindersTable
WHERE ServiceId = :ServiceId AND (GrainHash > :BeginHash OR GrainHash <= :EndHash)
]' FROM DUAL
    UNION ALL
    SELECT 'DeleteReminderRowKey', q'[
SELECT OrleansReminder.DeleteReminder(:ServiceId, :GrainId, :ReminderName, :Version) AS Result FROM DUAL
]' FROM DUAL
    UNION ALL
    SELECT 'DeleteReminderRowsKey', q'[
DELETE FROM OrleansRemindersTable WHERE ServiceId = :ServiceId
]' FROM DUAL
) source
ON (target.QueryKey = source.QueryKey)
WHEN MATCHED THEN UPDATE SET target.QueryText = source.QueryText WHERE target.QueryText <> source.QueryText
WHEN NOT MATCHED THEN INSERT (QueryKey, QueryText) VALUES (source.QueryKey, source.QueryText)
/
