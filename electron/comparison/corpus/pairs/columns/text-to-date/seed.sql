INSERT INTO t SELECT i, '2026-01-0' || i FROM generate_series(1, 9) i;
