CREATE UNLOGGED TABLE counters (id int PRIMARY KEY, hits bigint);
