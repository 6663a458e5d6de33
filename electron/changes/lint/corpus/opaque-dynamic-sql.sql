-- finds one
DO $$ BEGIN EXECUTE 'DROP TABLE ' || 't'; END $$;

-- finds nothing
DO $$ BEGIN PERFORM 1; END $$;

-- finds nothing
CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();
