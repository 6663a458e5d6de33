CREATE TABLE customers (id serial PRIMARY KEY, mail text);
CREATE TABLE orders (id serial PRIMARY KEY, customer int, amount numeric);
CREATE VIEW totals AS SELECT customer, sum(amount) AS total FROM orders GROUP BY customer;
