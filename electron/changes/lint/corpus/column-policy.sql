-- finds one: optional
CREATE TABLE t (a int);
COMMENT ON COLUMN t.a IS 'x';

-- finds one: optional
CREATE TABLE t (a int NOT NULL);

-- finds one: optional
ALTER TABLE t ADD a int REFERENCES u;

-- finds nothing
CREATE TABLE t (a int);

-- finds nothing: optional
CREATE TABLE t (a int NOT NULL);
COMMENT ON COLUMN t.a IS 'x';

-- finds nothing: optional
CREATE TABLE t (a int DEFAULT 0);
COMMENT ON COLUMN t.a IS 'x';
