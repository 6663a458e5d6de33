-- finds one
COMMIT;

-- finds one
SAVEPOINT a;

-- finds one: other
BEGIN;
BEGIN;
COMMIT;

-- finds one: other
COMMIT;

-- finds one
BEGIN; -- it
SELECT 1;

-- finds nothing
DO $$ BEGIN PERFORM 1; END $$;

-- finds nothing
SELECT 'COMMIT';

-- finds nothing: other
BEGIN;
SELECT 1;
COMMIT;
