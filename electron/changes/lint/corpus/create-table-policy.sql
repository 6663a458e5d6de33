-- finds one
CREATE TABLE t (a int);

-- finds one
CREATE TABLE t (a int, UNIQUE (a));

-- finds nothing
CREATE TABLE t (a int PRIMARY KEY);

-- finds nothing
CREATE TABLE t (a int, b int, PRIMARY KEY (a, b));

-- finds nothing
CREATE TABLE t (a int);
ALTER TABLE t ADD PRIMARY KEY (a);

-- finds nothing
CREATE TEMP TABLE t (a int);

-- finds nothing
CREATE TABLE c PARTITION OF p DEFAULT;

-- finds nothing
CREATE TABLE t (LIKE u INCLUDING ALL);
