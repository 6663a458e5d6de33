CREATE TABLE t (id int PRIMARY KEY, tenant int NOT NULL);
