INSERT INTO t SELECT i, 'paid' FROM generate_series(1, 9) i;
