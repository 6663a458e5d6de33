CREATE TABLE customers (id serial PRIMARY KEY, mail text NOT NULL UNIQUE, made timestamptz NOT NULL DEFAULT now());
CREATE TABLE orders (id serial PRIMARY KEY, customer int NOT NULL REFERENCES customers ON DELETE CASCADE, amount numeric NOT NULL CHECK (amount >= 0));
CREATE INDEX orders_customer ON orders (customer);
CREATE VIEW totals AS SELECT customer, sum(amount) AS total, count(*) AS n FROM orders GROUP BY customer;
