INSERT INTO t SELECT i, 1 FROM generate_series(1, 9) i;
