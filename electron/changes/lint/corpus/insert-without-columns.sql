-- finds one
INSERT INTO t VALUES (1, 2);

-- finds one
INSERT INTO t SELECT * FROM u;

-- finds nothing
INSERT INTO t (a) VALUES (1);

-- finds nothing
INSERT INTO t DEFAULT VALUES;
