-- finds one
CREATE INDEX CONCURRENTLY i ON t (a);
COMMENT ON INDEX i IS 'x';

-- finds one
SELECT 1;
ALTER TYPE e ADD VALUE 'x';

-- finds nothing
CREATE INDEX CONCURRENTLY i ON t (a);

-- finds nothing
SET lock_timeout = '1s';
CREATE INDEX CONCURRENTLY i ON t (a);

-- finds nothing
SELECT 1;
SELECT 2;
