-- finds one
CREATE TABLE t (a varchar(20));

-- finds one
ALTER TABLE t ADD a character varying;

-- finds nothing
CREATE TABLE t (a text);

-- finds nothing
CREATE TABLE t (a char(3));

-- finds nothing
CREATE TABLE t (a varchar(20)[]);
