CREATE COLLATION plain (provider = icu, locale = 'und');
CREATE TABLE t (name text COLLATE plain);
