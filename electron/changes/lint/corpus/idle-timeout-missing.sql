-- finds one: other
BEGIN;
SELECT 1;
COMMIT;

-- finds nothing: other
SET idle_in_transaction_session_timeout = '10s';
BEGIN;
SELECT 1;
COMMIT;

-- finds nothing: other
SELECT 1;
