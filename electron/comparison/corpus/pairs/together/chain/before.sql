CREATE TYPE state AS ENUM ('a', 'b');
CREATE FUNCTION label(state) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT $1::text';
CREATE TABLE t (id int, s state);
CREATE VIEW v AS SELECT id, label(s) AS l FROM t;
CREATE MATERIALIZED VIEW m AS SELECT l, count(*) AS n FROM v GROUP BY l;
