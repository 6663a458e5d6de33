CREATE TABLE a (id int, part int) PARTITION BY LIST (part);
CREATE TABLE a1 PARTITION OF a FOR VALUES IN (1);
CREATE TABLE b (id int, part int);
