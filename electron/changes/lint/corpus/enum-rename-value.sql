-- finds one
ALTER TYPE e RENAME VALUE 'a' TO 'b';

-- finds nothing
ALTER TYPE e ADD VALUE 'x' AFTER 'a';
