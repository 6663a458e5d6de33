INSERT INTO t SELECT i, 'n' FROM generate_series(1, 9) i;
