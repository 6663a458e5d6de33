-- finds one
CREATE DOMAIN d AS int CHECK (VALUE > 0);

-- finds nothing
CREATE DOMAIN d AS int;
