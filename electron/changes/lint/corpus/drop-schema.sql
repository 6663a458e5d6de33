-- finds one
DROP SCHEMA s;

-- finds one
DROP SCHEMA IF EXISTS s CASCADE;

-- finds one
DROP DATABASE d;

-- finds nothing
DROP TABLE s.t;

-- finds nothing
CREATE SCHEMA s;
