-- finds one
UPDATE t SET a = 1, a = 2 WHERE b = 1;

-- finds one
INSERT INTO t (a, b, a) VALUES (1, 2, 3);

-- finds nothing
UPDATE t SET a[1] = 1, a[2] = 2 WHERE b = 1;

-- finds nothing
INSERT INTO t (a, b) VALUES (1, 2);
