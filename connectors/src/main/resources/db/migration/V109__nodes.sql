-- Several hubs on one database: who lives, who does what only one may do, and whose way in was taken away.
CREATE TABLE hub_node (
    id VARCHAR(40) PRIMARY KEY,
    incarnation VARCHAR(40) NOT NULL,
    name VARCHAR(100) NOT NULL,
    address VARCHAR(300) NOT NULL,
    broker VARCHAR(300) NOT NULL,
    ready BOOLEAN NOT NULL,
    started_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    seen_at TIMESTAMP(6) WITH TIME ZONE NOT NULL
);
CREATE TABLE hub_lease (
    name VARCHAR(200) PRIMARY KEY,
    holder VARCHAR(40),
    epoch BIGINT NOT NULL
);
CREATE TABLE ended_name (
    id VARCHAR(40) PRIMARY KEY,
    name VARCHAR(300) NOT NULL,
    ended_at TIMESTAMP(6) WITH TIME ZONE NOT NULL
);
CREATE INDEX ended_name_age ON ended_name (ended_at);
