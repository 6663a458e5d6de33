INSERT INTO t SELECT i, 'n', 1 FROM generate_series(1, 10) i;
