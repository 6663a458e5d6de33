INSERT INTO t SELECT 'n' || i FROM generate_series(1, 10) i;
