-- finds one
CREATE TABLE t (a timestamp);

-- finds one
ALTER TABLE t ADD a timestamp(3) without time zone DEFAULT now();

-- finds nothing
CREATE TABLE t (a timestamptz);

-- finds nothing
CREATE TABLE t (a timestamp with time zone);
