INSERT INTO customers (mail) SELECT 'm' || i FROM generate_series(1, 20) i;
INSERT INTO orders (customer, amount) SELECT i, i * 10 FROM generate_series(1, 20) i;
