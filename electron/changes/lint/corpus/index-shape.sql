-- finds one
CREATE INDEX i ON t (a, b, c, d);

-- finds one
CREATE INDEX i ON t (a, b, a);

-- finds nothing
CREATE INDEX i ON t (a, b, c);

-- finds nothing
CREATE UNIQUE INDEX i ON t (a, b, c, d);

-- finds nothing
CREATE INDEX i ON t (lower(a), upper(a));
