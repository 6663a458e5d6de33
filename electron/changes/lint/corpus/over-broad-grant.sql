-- finds one
GRANT ALL ON t TO app;

-- finds one
GRANT SELECT ON t TO PUBLIC;

-- finds one
ALTER DEFAULT PRIVILEGES GRANT ALL ON TABLES TO app;

-- finds nothing
GRANT SELECT, INSERT ON t TO app;

-- finds nothing
REVOKE ALL ON t FROM PUBLIC;

-- finds nothing
GRANT USAGE ON SCHEMA s TO PUBLIC;
