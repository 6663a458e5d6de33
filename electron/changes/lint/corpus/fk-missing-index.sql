-- finds one
ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES u (id) NOT VALID;

-- finds one
CREATE TABLE t (a int REFERENCES u);

-- finds one
CREATE TABLE t (a int REFERENCES u, b int);
CREATE INDEX i ON t (b, a);

-- finds one
CREATE TABLE t (a int, FOREIGN KEY (a) REFERENCES u);
CREATE INDEX i ON t (a) WHERE a > 0;

-- finds nothing
CREATE TABLE t (a int REFERENCES u);
CREATE INDEX i ON t (a);

-- finds nothing
CREATE TABLE t (a int PRIMARY KEY REFERENCES u);

-- finds nothing
CREATE TABLE t (a int, b int, PRIMARY KEY (b, a), FOREIGN KEY (a, b) REFERENCES u);

-- finds nothing
CREATE INDEX CONCURRENTLY i ON t (a, b);
ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES u (id) NOT VALID;
