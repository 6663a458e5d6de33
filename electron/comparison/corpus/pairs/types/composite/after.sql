CREATE TYPE place AS (x int, y int, z int);
