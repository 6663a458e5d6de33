-- rows without a counterpart
-- expect: shipments: btree (order_id)

CREATE TABLE heads (id int PRIMARY KEY, code int NOT NULL);
CREATE TABLE shipments (id int PRIMARY KEY, order_id int NOT NULL, filler text NOT NULL);
INSERT INTO heads SELECT n, n FROM generate_series(1, 20000) n;
CREATE INDEX heads_code ON heads (code);
INSERT INTO shipments SELECT n, n % 15000, repeat('x', 80) FROM generate_series(1, 30000) n;

-- query
SELECT * FROM heads h WHERE code BETWEEN 14990 AND 15010 AND NOT EXISTS (SELECT FROM shipments s WHERE s.order_id = h.id);
