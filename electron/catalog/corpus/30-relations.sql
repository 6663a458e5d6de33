CREATE SEQUENCE zoo.down AS smallint INCREMENT -2 MINVALUE -100 MAXVALUE -1 START -1 CYCLE;
COMMENT ON SEQUENCE zoo.down IS 'downwards';
CREATE TABLE zoo."Base ""odd""" (id int GENERATED ALWAYS AS IDENTITY (START WITH 10 INCREMENT BY 5) PRIMARY KEY, "select" text NOT NULL DEFAULT 'a\b''c', UNIQUE ("select") INCLUDE (id));
COMMENT ON TABLE zoo."Base ""odd""" IS E'It''s\nwide */ \\';
CREATE TABLE zoo.wide (
  id bigserial PRIMARY KEY, base int NOT NULL REFERENCES zoo."Base ""odd""" (id) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED,
  mood zoo.mood DEFAULT 'low', code zoo.code, price zoo.price, amount numeric(10, 2) NOT NULL CHECK (amount > 0),
  double numeric GENERATED ALWAYS AS (amount * 2) STORED,
  name varchar(40) COLLATE "C", sum int DEFAULT zoo.total(1, 2), n int DEFAULT nextval('zoo.down'), during int4range,
  CONSTRAINT apart EXCLUDE USING gist (during WITH &&), CONSTRAINT paired UNIQUE (base, mood)) WITH (fillfactor = 70);
ALTER TABLE zoo.wide ADD CONSTRAINT unproven CHECK (n > 0) NOT VALID;
COMMENT ON CONSTRAINT paired ON zoo.wide IS 'paired';
COMMENT ON COLUMN zoo.wide.name IS 'named';
CREATE INDEX wide_amount ON zoo.wide (amount DESC NULLS LAST, lower(name) text_pattern_ops) INCLUDE (mood) WHERE amount > 5;
COMMENT ON INDEX zoo.wide_amount IS 'by amount';
CREATE INDEX "Index ""odd""" ON zoo.wide USING brin (id) WITH (pages_per_range = 8);
CREATE STATISTICS zoo.together (dependencies, mcv) ON base, amount FROM zoo.wide;
ALTER STATISTICS zoo.together SET STATISTICS 50;
COMMENT ON STATISTICS zoo.together IS 'depend on each other';
CREATE STATISTICS zoo.expressions ON (lower(name)) FROM zoo.wide;
CREATE TRIGGER noted BEFORE INSERT OR UPDATE OF name ON zoo.wide FOR EACH ROW WHEN (NEW.name IS NOT NULL) EXECUTE FUNCTION zoo.touch('x', 'y''z');
COMMENT ON TRIGGER noted ON zoo.wide IS 'fires';
CREATE CONSTRAINT TRIGGER late AFTER UPDATE ON zoo.wide DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION zoo.touch();
CREATE TRIGGER silent AFTER DELETE ON zoo.wide REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION zoo.touch();
ALTER TABLE zoo.wide DISABLE TRIGGER silent;
ALTER TABLE zoo.wide ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY mine ON zoo.wide AS RESTRICTIVE FOR UPDATE USING (amount > 1) WITH CHECK (amount < 9);
CREATE POLICY everything ON zoo.wide USING (true);
COMMENT ON POLICY mine ON zoo.wide IS 'only mine';
CREATE RULE quiet AS ON DELETE TO zoo.wide WHERE old.amount = 0 DO INSTEAD NOTHING;
CREATE RULE sleeping AS ON UPDATE TO zoo.wide DO ALSO NOTIFY zoo;
ALTER TABLE zoo.wide DISABLE RULE sleeping;
COMMENT ON RULE quiet ON zoo.wide IS 'sh';
CREATE TABLE zoo.typed OF zoo.pair (PRIMARY KEY (a));
CREATE TABLE zoo.parted (at date NOT NULL, id int NOT NULL, v text DEFAULT 'p', PRIMARY KEY (at, id)) PARTITION BY RANGE (at);
CREATE INDEX parted_v ON zoo.parted (v);
CREATE TABLE zoo.parted_1 PARTITION OF zoo.parted (v DEFAULT 'own', CONSTRAINT own_check CHECK (id > 0)) FOR VALUES FROM ('2024-01-01') TO ('2024-07-01') PARTITION BY HASH (id);
CREATE TABLE zoo.parted_1_0 PARTITION OF zoo.parted_1 FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE "Odd ""schema"" */ <b>".parted_rest PARTITION OF zoo.parted DEFAULT;
CREATE TABLE zoo.animal (id int NOT NULL, CHECK (id > 0));
CREATE UNLOGGED TABLE zoo.dog (bark text) INHERITS (zoo.animal);
CREATE VIEW zoo.seen WITH (security_barrier = true, check_option = local) AS SELECT w.id, w.name AS "Name", zoo.total(1) AS t FROM zoo.wide w WHERE amount > 1;
COMMENT ON VIEW zoo.seen IS 'seen';
COMMENT ON COLUMN zoo.seen."Name" IS 'seen name';
CREATE VIEW zoo.seen_again AS SELECT * FROM zoo.seen;
ALTER VIEW zoo.seen_again ALTER COLUMN t SET DEFAULT 5;
CREATE TRIGGER instead_of INSTEAD OF INSERT ON zoo.seen_again FOR EACH ROW EXECUTE FUNCTION zoo.touch();
CREATE RECURSIVE VIEW zoo.counted (n) AS VALUES (1) UNION ALL SELECT n + 1 FROM counted WHERE n < 9;
CREATE MATERIALIZED VIEW zoo.kept AS SELECT id, count(*) AS n FROM zoo.wide GROUP BY id;
CREATE UNIQUE INDEX kept_id ON zoo.kept (id);
COMMENT ON MATERIALIZED VIEW zoo.kept IS 'kept';
CREATE MATERIALIZED VIEW zoo.unfilled AS SELECT 1 AS a WITH NO DATA;
CREATE TABLE "Odd ""schema"" */ <b>"."T;able
<img src=x onerror=alert(1)>" ("c""1" int, "c
2" text DEFAULT 'a''b');
CREATE TABLE zoo."exactly_sixty_three_bytes_long_name_of_a_table_0123456789_abcde" (a int);
