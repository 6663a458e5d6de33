INSERT INTO t (id, a) SELECT i, i FROM generate_series(1, 10) i;
