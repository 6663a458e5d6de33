CREATE TYPE place AS (x int, name text);
