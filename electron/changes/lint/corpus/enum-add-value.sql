-- finds one
ALTER TYPE e ADD VALUE 'x';

-- finds one: other
ALTER TYPE e ADD VALUE 'x' BEFORE 'a';
UPDATE t SET a = 'x' WHERE a = 'y';

-- finds nothing
ALTER TYPE e ADD VALUE 'x' BEFORE 'a';

-- finds nothing
ALTER TYPE e ADD VALUE 'x' AFTER 'a';
UPDATE t SET a = 'x' WHERE a = 'y';

-- finds nothing
ALTER TYPE e RENAME VALUE 'a' TO 'b';
