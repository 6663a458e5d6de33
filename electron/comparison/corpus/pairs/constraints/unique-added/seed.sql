INSERT INTO t SELECT i, 'c' || i, i FROM generate_series(1, 9) i;
