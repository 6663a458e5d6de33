INSERT INTO kept SELECT i, 'note ' || i FROM generate_series(1, 20) i;
