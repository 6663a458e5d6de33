-- Removes an unused ledger. Steward itself never runs this: nobody deletes what was recorded.
DO $$
BEGIN
  IF EXISTS (SELECT FROM steward.request) OR EXISTS (SELECT FROM steward.rehearsal) THEN
    RAISE EXCEPTION 'The ledger holds records and is kept.';
  END IF;
END $$;

DROP SCHEMA steward CASCADE;
