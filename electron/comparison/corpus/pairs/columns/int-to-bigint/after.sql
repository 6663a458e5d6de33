CREATE TABLE t (id bigint PRIMARY KEY, size bigint NOT NULL DEFAULT 7);
