CREATE TABLE t (id int);
CREATE PROCEDURE fill(n int) LANGUAGE plpgsql AS 'BEGIN INSERT INTO t SELECT generate_series(1, n); END';
