CREATE COLLATION zoo.built_in (PROVIDER = builtin, LOCALE = 'C.UTF-8');
CREATE TABLE zoo.parted_identity (id bigint GENERATED ALWAYS AS IDENTITY, at date) PARTITION BY RANGE (at);
CREATE TABLE zoo.parted_identity_1 PARTITION OF zoo.parted_identity FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
GRANT MAINTAIN ON zoo.parted_identity TO "{guest}";
CREATE EVENT TRIGGER at_login ON login EXECUTE FUNCTION zoo.watch();
ALTER EVENT TRIGGER at_login DISABLE;
