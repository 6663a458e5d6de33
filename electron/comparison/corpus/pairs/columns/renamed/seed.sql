INSERT INTO t SELECT i, 'm' || i FROM generate_series(1, 10) i;
