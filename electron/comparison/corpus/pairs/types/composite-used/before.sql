CREATE TYPE place AS (x int, y int);
CREATE FUNCTION f(place) RETURNS int LANGUAGE sql AS 'SELECT $1.x';
