-- finds one
CREATE TABLE c PARTITION OF p FOR VALUES FROM (1) TO (2);

-- finds one
CREATE TABLE c PARTITION OF s.p DEFAULT;

-- finds nothing
CREATE TABLE c (a int);

-- finds nothing
CREATE TABLE p (a int) PARTITION BY RANGE (a);
CREATE TABLE c PARTITION OF p FOR VALUES FROM (1) TO (2);

-- finds nothing
CREATE TABLE c (a int) INHERITS (p);
