INSERT INTO t SELECT i, 'g', 'k' || i FROM generate_series(1, 10) i;
