CREATE TABLE t (id int PRIMARY KEY, state text NOT NULL DEFAULT 'new', size int NOT NULL DEFAULT 0);
