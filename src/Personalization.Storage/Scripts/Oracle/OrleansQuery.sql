-- Where Orleans' ADO.NET providers find the statements that they run, by key. The scripts that follow fill it. Statements end with a line of "/".

CREATE TABLE OrleansQuery
(
    QueryKey  VARCHAR2(64 CHAR) NOT NULL,
    QueryText VARCHAR2(4000 BYTE) NOT NULL,
    CONSTRAINT orleans_query_key PRIMARY KEY (QueryKey)
)
/
