-- finds one
CREATE TABLE t (a char(3));

-- finds one
ALTER TABLE t ADD a character(2) NOT NULL;

-- finds nothing
CREATE TABLE t (a varchar(3));

-- finds nothing
CREATE TABLE t (a text);
