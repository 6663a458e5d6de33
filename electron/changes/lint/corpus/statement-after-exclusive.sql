-- finds one
ALTER TABLE t ADD a int;
CREATE INDEX i ON u (a);

-- finds one
ALTER TABLE t ADD a int;
INSERT INTO u (a) SELECT a FROM v;

-- finds one: other
BEGIN;
DROP TABLE t;
UPDATE u SET a = 1 WHERE b = 2;
COMMIT;

-- finds nothing
CREATE INDEX i ON u (a);
ALTER TABLE t ADD a int;

-- finds nothing
ALTER TABLE t ADD a int;
INSERT INTO u (a) VALUES (1);

-- finds nothing
ALTER TABLE t VALIDATE CONSTRAINT c;
CREATE INDEX i ON u (a);
