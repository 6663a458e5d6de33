CREATE TABLE t (id int, tenant int NOT NULL, PRIMARY KEY (tenant, id));
