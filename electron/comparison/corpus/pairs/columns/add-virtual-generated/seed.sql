INSERT INTO t SELECT i, i * 1.5, i FROM generate_series(1, 10) i;
