-- finds one
CREATE TABLE t (a json);

-- finds one
ALTER TABLE t ADD a json;

-- finds one
CREATE TABLE t (ä text, "ö" JSON NOT NULL);

-- finds nothing
CREATE TABLE t (a jsonb);

-- finds nothing
CREATE TABLE t (json text);
