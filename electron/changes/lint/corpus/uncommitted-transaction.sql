-- finds one: other
BEGIN;
SELECT 1;

-- finds nothing: other
BEGIN;
SELECT 1;
COMMIT;

-- finds nothing: other
SELECT 1;

-- finds nothing
BEGIN;
SELECT 1;
