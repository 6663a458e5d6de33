-- finds one
DROP VIEW v;

-- finds one
DROP MATERIALIZED VIEW s.v;

-- finds one
DROP VIEW v;
CREATE VIEW v AS SELECT 1 AS a;

-- finds nothing
DROP TABLE v;

-- finds nothing
CREATE OR REPLACE VIEW v AS SELECT 1 AS a;
