CREATE TYPE place AS (x int);
CREATE TYPE mood AS ENUM ('a');
CREATE DOMAIN d AS int;
CREATE TABLE t (id int);
