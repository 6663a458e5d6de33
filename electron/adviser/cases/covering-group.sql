-- a group by from the index alone
-- expect: sales: btree (region) include (amount)
-- measured: only

CREATE TABLE sales (id int PRIMARY KEY, region int NOT NULL, amount int NOT NULL, filler text NOT NULL);
INSERT INTO sales SELECT n, n * 7919 % 50, n % 100, repeat('x', 300) FROM generate_series(1, 20000) n;
ALTER TABLE sales SET (parallel_workers = 0);

-- query
SELECT region, sum(amount) FROM sales GROUP BY region;
