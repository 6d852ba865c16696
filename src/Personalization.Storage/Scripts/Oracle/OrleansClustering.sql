-- Orleans' membership: which silos belong to a cluster. The names of tables, columns, keys and parameters are those that Orleans' provider asks for.
-- The version of a cluster's table counts its changes. A change is made only together with its version; it answers how many rows it
-- changed, 0 when somebody else was faster. The provider reads each answer from a query, and a function called by a query may write only in
-- a transaction of its own, hence the pragma. Text is national so that an index serves both kinds of bound text.

CREATE TABLE OrleansMembershipVersionTable
(
    DeploymentId NVARCHAR2(150) NOT NULL,
    "TIMESTAMP"  TIMESTAMP(6) DEFAULT SYS_EXTRACT_UTC(SYSTIMESTAMP) NOT NULL,
    Version      NUMBER(10) DEFAULT 0 NOT NULL,
    CONSTRAINT orleans_membership_version_key PRIMARY KEY (DeploymentId)
)
/

CREATE TABLE OrleansMembershipTable
(
    DeploymentId NVARCHAR2(150) NOT NULL,
    Address      NVARCHAR2(45) NOT NULL,
    Port         NUMBER(10) NOT NULL,
    Generation   NUMBER(10) NOT NULL,
    SiloName     NVARCHAR2(150) NOT NULL,
    HostName     NVARCHAR2(255) NOT NULL,
    Status       NUMBER(10) NOT NULL,
    ProxyPort    NUMBER(10),
    SuspectTimes VARCHAR2(4000 BYTE),
    StartTime    TIMESTAMP(6) NOT NULL,
    IAmAliveTime TIMESTAMP(6) NOT NULL,
    CONSTRAINT orleans_membership_key PRIMARY KEY (DeploymentId, Address, Port, Generation)
)
/

CREATE OR REPLACE PACKAGE OrleansMembership AS
    FUNCTION InsertVersion(cluster_id NVARCHAR2) RETURN NUMBER;

    FUNCTION InsertSilo(cluster_id NVARCHAR2, expected_version NUMBER, silo_address NVARCHAR2, silo_port NUMBER, silo_generation NUMBER,
        silo_name NVARCHAR2, host NVARCHAR2, silo_status NUMBER, gateway_port NUMBER, started TIMESTAMP, alive TIMESTAMP) RETURN NUMBER;

    FUNCTION UpdateSilo(cluster_id NVARCHAR2, expected_version NUMBER, silo_address NVARCHAR2, silo_port NUMBER, silo_generation NUMBER,
        silo_status NUMBER, suspicions VARCHAR2, alive TIMESTAMP) RETURN NUMBER;
END OrleansMembership;
/

CREATE OR REPLACE PACKAGE BODY OrleansMembership AS
    FUNCTION InsertVersion(cluster_id NVARCHAR2) RETURN NUMBER IS
        PRAGMA AUTONOMOUS_TRANSACTION;
    BEGIN
        INSERT INTO OrleansMembershipVersionTable (DeploymentId) VALUES (cluster_id);
        COMMIT;
        RETURN 1;
    EXCEPTION
        WHEN DUP_VAL_ON_INDEX THEN
            ROLLBACK;
            RETURN 0;
    END InsertVersion;

    -- Locks the cluster's version, so that of several writers one goes on; part of its caller's transaction.
    FUNCTION AdvanceVersion(cluster_id NVARCHAR2, expected_version NUMBER) RETURN BOOLEAN IS
    BEGIN
        UPDATE OrleansMembershipVersionTable
        SET Version = Version + 1, "TIMESTAMP" = SYS_EXTRACT_UTC(SYSTIMESTAMP)
        WHERE DeploymentId = cluster_id AND Version = expected_version;
        RETURN SQL%ROWCOUNT = 1;
    END AdvanceVersion;

    FUNCTION InsertSilo(cluster_id NVARCHAR2, expected_version NUMBER, silo_address NVARCHAR2, silo_port NUMBER, silo_generation NUMBER,
        silo_name NVARCHAR2, host NVARCHAR2, silo_status NUMBER, gateway_port NUMBER, started TIMESTAMP, alive TIMESTAMP) RETURN NUMBER IS
        PRAGMA AUTONOMOUS_TRANSACTION;
    BEGIN
        IF NOT AdvanceVersion(cluster_id, expected_version) THEN
            ROLLBACK;
            RETURN 0;
        END IF;
        INSERT INTO OrleansMembershipTable
            (DeploymentId, Address, Port, Generation, SiloName, HostName, Status, ProxyPort, StartTime, IAmAliveTime)
        VALUES
            (cluster_id, silo_address, silo_port, silo_generation, silo_name, host, silo_status, gateway_port, started, alive);
        COMMIT;
        RETURN 1;
    EXCEPTION
        WHEN DUP_VAL_ON_INDEX THEN
            ROLLBACK;
            RETURN 0;
    END InsertSilo;

    FUNCTION UpdateSilo(cluster_id NVARCHAR2, expected_version NUMBER, silo_address NVARCHAR2, silo_port NUMBER, silo_generation NUMBER,
        silo_status NUMBER, suspicions VARCHAR2, alive TIMESTAMP) RETURN NUMBER IS
        PRAGMA AUTONOMOUS_TRANSACTION;
    BEGIN
        IF NOT AdvanceVersion(cluster_id, expected_version) THEN
            ROLLBACK;
            RETURN 0;
        END IF;
        UPDATE OrleansMembershipTable
        SET Status = silo_status, SuspectTimes = suspicions, IAmAliveTime = alive
        WHERE DeploymentId = cluster_id AND Address = silo_address AND Port = silo_port AND Generation = silo_generation;
        IF SQL%ROWCOUNT = 0 THEN
            ROLLBACK;
            RETURN 0;
        END IF;
        COMMIT;
        RETURN 1;
    END UpdateSilo;
END OrleansMembership;
/

-- A cluster without silos still answers one row: its version, with nulls for the silo. Status 3 is Orleans' SiloStatus.Active.
MERGE INTO OrleansQuery target
USING (
    SELECT 'InsertMembershipVersionKey' AS QueryKey, q'[
SELECT OrleansMembership.InsertVersion(:DeploymentId) AS Result FROM DUAL
]' AS QueryText FROM DUAL
    UNION ALL
    SELECT 'InsertMembershipKey', q'[
SELECT OrleansMembership.InsertSilo(:DeploymentId, :Version, :Address, :Port, :Generation, :SiloName, :HostName, :Status, :ProxyPort,
    :StartTime, :IAmAliveTime) AS Result
FROM DUAL
]' FROM DUAL
    UNION ALL
    SELECT 'UpdateMembershipKey', q'[
SELECT OrleansMembership.UpdateSilo(:DeploymentId, :Version, :Address, :Port, :Generation, :Status, :SuspectTimes, :IAmAliveTime) AS Result
FROM DUAL
]' FROM DUAL
    UNION ALL
    SELECT 'UpdateIAmAlivetimeKey', q'[
UPDATE OrleansMembershipTable
SET IAmAliveTime = :IAmAliveTime
WHERE DeploymentId = :DeploymentId AND Address = :Address AND Port = :Port AND Generation = :Generation
]' FROM DUAL
    UNION ALL
    SELECT 'MembershipReadAllKey', q'[
SELECT membership.DeploymentId, silo.Address, silo.Port, silo.Generation, silo.SiloName, silo.HostName, silo.Status, silo.ProxyPort,
       silo.SuspectTimes, silo.StartTime, silo.IAmAliveTime, membership.Version
FROM OrleansMembershipVersionTable membership
LEFT JOIN OrleansMembershipTable silo ON silo.DeploymentId = membership.DeploymentId
WHERE membership.DeploymentId = :DeploymentId
]' FROM DUAL
    UNION ALL
    SELECT 'MembershipReadRowKey', q'[
SELECT membership.DeploymentId, silo.Address, silo.Port, silo.Generation, silo.SiloName, silo.HostName, silo.Status, silo.ProxyPort,
       silo.SuspectTimes, silo.StartTime, silo.IAmAliveTime, membership.Version
FROM OrleansMembershipVersionTable membership
LEFT JOIN OrleansMembershipTable silo
    ON silo.DeploymentId = membership.DeploymentId AND silo.Address = :Address AND silo.Port = :Port AND silo.Generation = :Generation
WHERE membership.DeploymentId = :DeploymentId
]' FROM DUAL
    UNION ALL
    SELECT 'GatewaysQueryKey', q'[
SELECT Address, ProxyPort, Generation
FROM OrleansMembershipTable
WHERE DeploymentId = :DeploymentId AND Status = :Status AND ProxyPort > 0
]' FROM DUAL
    UNION ALL
    SELECT 'CleanupDefunctSiloEntriesKey', q'[
DELETE FROM OrleansMembershipTable
WHERE DeploymentId = :DeploymentId AND IAmAliveTime < :IAmAliveTime AND Status <> 3
]' FROM DUAL
    UNION ALL
    SELECT 'DeleteMembershipTableEntriesKey', q'[
BEGIN
    DELETE FROM OrleansMembershipVersionTable WHERE DeploymentId = :DeploymentId;
    DELETE FROM OrleansMembershipTable WHERE DeploymentId = :DeploymentId;
END;
]' FROM DUAL
) source
ON (target.QueryKey = source.QueryKey)
WHEN MATCHED THEN UPDATE SET target.QueryText = source.QueryText WHERE target.QueryText <> source.QueryText
WHEN NOT MATCHED THEN INSERT (QueryKey, QueryText) VALUES (source.QueryKey, source.QueryText)
/
