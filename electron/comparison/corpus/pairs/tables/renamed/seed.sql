INSERT INTO customer SELECT i, 'm' || i, NULL FROM generate_series(1, 5) i;
