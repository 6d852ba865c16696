-- Where Orleans' ADO.NET providers find the statements that they run, by key. The scripts that follow fill it.

CREATE TABLE IF NOT EXISTS OrleansQuery
(
    QueryKey  varchar(64) NOT NULL,
    QueryText text        NOT NULL,
    CONSTRAINT orleans_query_key PRIMARY KEY (QueryKey)
);
