CREATE TYPE pair AS (a int, b text);
CREATE TABLE holder (id int, one pair);
