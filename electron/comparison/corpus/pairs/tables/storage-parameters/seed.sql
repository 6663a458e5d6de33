INSERT INTO hot SELECT i, 'n' FROM generate_series(1, 10) i;
