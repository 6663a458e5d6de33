INSERT INTO t SELECT i, i FROM generate_series(1, 9) i;
