INSERT INTO t SELECT i, i, 'b' FROM generate_series(1, 9) i;
