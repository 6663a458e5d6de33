-- finds one: version=14
MERGE INTO t USING u ON t.a = u.a WHEN MATCHED THEN DELETE;

-- finds one: version=14
CREATE UNIQUE INDEX i ON t (a) NULLS NOT DISTINCT;

-- finds one: version=16
ALTER TABLE t ALTER a SET EXPRESSION AS (b);

-- finds one: version=17
ALTER TABLE t ADD CONSTRAINT c NOT NULL a NOT VALID;

-- finds one: version=17
ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT ENFORCED;

-- finds one: version=17
CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a) VIRTUAL);

-- finds one: version=15
CREATE TABLE t (a text STORAGE EXTERNAL);

-- finds one: version=17
UPDATE t SET a = 1 WHERE b = 2 RETURNING WITH (OLD AS o) o.a;

-- finds one: version=14
CREATE VIEW v WITH (security_invoker = true) AS SELECT 1 AS a;

-- finds one: version=16
MERGE INTO t USING u ON t.a = u.a WHEN NOT MATCHED BY SOURCE THEN DELETE;

-- finds one: version=14
CREATE TABLE t (a int, b int, FOREIGN KEY (a, b) REFERENCES u ON DELETE SET NULL (b));

-- finds one: version=17
CREATE TABLE t (a int4range, PRIMARY KEY (a WITHOUT OVERLAPS));

-- finds one: version=16
GRANT MAINTAIN ON t TO app;

-- finds one: version=15
SELECT JSON_ARRAY(1, 2);

-- finds one: version=16
SELECT JSON_VALUE(a, '$.b') FROM t;

-- finds nothing: version=18
ALTER TABLE t ADD CONSTRAINT c NOT NULL a NOT VALID;

-- finds nothing: version=15
MERGE INTO t USING u ON t.a = u.a WHEN MATCHED THEN DELETE;

-- finds nothing: version=14
CREATE TABLE t (a int NOT NULL CHECK (a > 0), b int GENERATED ALWAYS AS (a) STORED);

-- finds nothing
ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT ENFORCED;

-- finds nothing: version=14
CREATE TABLE t (a int DEFAULT 1, b int REFERENCES u, UNIQUE (a));
