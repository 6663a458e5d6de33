-- finds one
CREATE INDEX i ON t (a);

-- finds one
CREATE UNIQUE INDEX i ON s.t (a);

-- finds one
CREATE TABLE t (a int);
CREATE INDEX ON other (a);

-- finds one
create /* why */ index -- here
  i on t (a);

-- finds one
CREATE INDEX IF NOT EXISTS i ON t USING gin (a) WHERE a IS NOT NULL;

-- finds one: down
CREATE INDEX i ON t (a);

-- finds one
CREATE INDEX "ä ö" ON "t;x" (a); -- ünïcode
SELECT 1;

-- finds nothing
CREATE INDEX CONCURRENTLY i ON t (a);

-- finds nothing
CREATE TABLE t (a int);
CREATE INDEX i ON t (a);

-- finds nothing
CREATE TABLE public.t (a int);
CREATE INDEX i ON t (a);

-- finds nothing
CREATE MATERIALIZED VIEW t AS SELECT 1 a;
CREATE INDEX i ON t (a);

-- finds nothing
SELECT 'CREATE INDEX i ON t (a)';

-- finds nothing
CREATE INDEX i ON ONLY t (a);
