-- finds one
CREATE TYPE e AS ENUM ('a', 'b');

-- finds nothing
CREATE TYPE e AS (a int);

-- finds nothing
CREATE DOMAIN e AS int;
