-- finds one
CREATE TABLE t (a int REFERENCES u);

-- finds one
CREATE TABLE t (a int);
ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES s.u (id);

-- finds nothing
CREATE TABLE u (id int PRIMARY KEY);
CREATE TABLE t (a int REFERENCES u);

-- finds nothing
CREATE TABLE t (id int PRIMARY KEY, a int REFERENCES t);

-- finds nothing
CREATE TABLE t (a int);
