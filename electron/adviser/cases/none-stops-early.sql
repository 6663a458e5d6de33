-- LIMIT without an order
-- expect: none stopsEarly
-- measured: only

CREATE TABLE orders (id bigint PRIMARY KEY, customer_id int NOT NULL, status text NOT NULL, total numeric NOT NULL, created_at timestamptz NOT NULL, note text NOT NULL);
INSERT INTO orders SELECT n, n * 7919 % 2000, CASE WHEN n % 200 = 0 THEN 'failed' WHEN n % 3 = 0 THEN 'open' ELSE 'done' END, n % 500,
  timestamptz '2026-01-01' + n * interval '1 minute', repeat('x', 60) FROM generate_series(1, 30000) n;

-- query
SELECT * FROM orders WHERE status = 'done' LIMIT 10;
