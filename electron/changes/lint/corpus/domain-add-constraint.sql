-- finds one
ALTER DOMAIN d ADD CONSTRAINT c CHECK (VALUE > 0);

-- finds one
ALTER DOMAIN s.d SET NOT NULL;

-- finds nothing
ALTER DOMAIN d ADD CONSTRAINT c CHECK (VALUE > 0) NOT VALID;

-- finds nothing
ALTER DOMAIN d DROP CONSTRAINT c;

-- finds nothing
ALTER DOMAIN d DROP NOT NULL;

-- finds nothing
ALTER DOMAIN d SET DEFAULT 1;
