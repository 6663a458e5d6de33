CREATE TABLE t (id int PRIMARY KEY, price numeric, amount int, total numeric GENERATED ALWAYS AS (price * amount) STORED);
