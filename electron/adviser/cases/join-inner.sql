-- the inner side of a join
-- expect: items: btree (order_id)

CREATE TABLE heads (id int PRIMARY KEY, code text NOT NULL UNIQUE);
CREATE TABLE items (id int PRIMARY KEY, order_id int NOT NULL, filler text NOT NULL);
INSERT INTO heads SELECT n, 'c' || n FROM generate_series(1, 5000) n;
INSERT INTO items SELECT n, n * 7919 % 5000 + 1, repeat('x', 80) FROM generate_series(1, 30000) n;

-- query
SELECT i.* FROM heads h JOIN items i ON i.order_id = h.id WHERE h.code = 'c77';
