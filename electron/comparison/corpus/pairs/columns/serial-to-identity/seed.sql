INSERT INTO t (note) SELECT 'n' FROM generate_series(1, 10) i;
