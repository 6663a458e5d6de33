-- pruning does the work
-- expect: none pruned

CREATE TABLE parts (at date NOT NULL, customer int NOT NULL, filler text NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');
CREATE TABLE parts_2 PARTITION OF parts FOR VALUES FROM ('2026-02-01') TO ('2026-03-01');
INSERT INTO parts SELECT date '2026-01-01' + n % 59, n * 7919 % 3000, repeat('x', 80) FROM generate_series(1, 30000) n;

-- query
SELECT customer, filler FROM parts WHERE at >= '2026-02-01' AND at < '2026-03-01';
