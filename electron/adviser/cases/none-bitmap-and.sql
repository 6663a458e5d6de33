-- two indexes meet in a bitmap AND
-- expect: none bitmapAnd
-- measured: only

CREATE TABLE cars (id int PRIMARY KEY, make int NOT NULL, color int NOT NULL, filler text NOT NULL);
INSERT INTO cars SELECT n, n * 7919 % 100, n * 7907 % 97, repeat('x', 400) FROM generate_series(1, 30000) n;
CREATE INDEX cars_make ON cars (make);
CREATE INDEX cars_color ON cars (color);

-- query
SELECT * FROM cars WHERE make = 7 AND color = 9;
