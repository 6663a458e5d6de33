-- finds one
ALTER TABLE t ADD CONSTRAINT x EXCLUDE USING gist (a WITH &&);

-- finds nothing
CREATE TABLE t (a int4range, EXCLUDE USING gist (a WITH &&));

-- finds nothing
CREATE TABLE t (a int4range);
ALTER TABLE t ADD EXCLUDE USING gist (a WITH &&);
