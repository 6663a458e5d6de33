CREATE TYPE state AS ENUM ('a', 'b', 'c');
CREATE FUNCTION label(state) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT upper($1::text)';
CREATE TABLE t (id int, s state, at date);
CREATE VIEW v AS SELECT id, label(s) AS l, at FROM t;
CREATE MATERIALIZED VIEW m AS SELECT l, at, count(*) AS n FROM v GROUP BY l, at;
