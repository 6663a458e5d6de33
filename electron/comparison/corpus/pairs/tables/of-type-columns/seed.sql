INSERT INTO holder VALUES (1, ROW(1, 'x'));
