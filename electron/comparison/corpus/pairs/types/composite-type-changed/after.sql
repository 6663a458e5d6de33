CREATE TYPE place AS (x bigint, name text);
