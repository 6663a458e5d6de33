CREATE TABLE zoo.since_15 (
  id int PRIMARY KEY, base int, other int, CONSTRAINT one_null UNIQUE NULLS NOT DISTINCT (base, other),
  CONSTRAINT partly FOREIGN KEY (base, other) REFERENCES zoo.pairs (a, b) ON DELETE SET NULL (base) ON UPDATE CASCADE);
CREATE UNIQUE INDEX since_15_null ON zoo.since_15 (other) NULLS NOT DISTINCT;
CREATE VIEW zoo.invoked WITH (security_invoker = true) AS SELECT id FROM zoo.since_15;
CREATE UNLOGGED SEQUENCE zoo.unlogged_count;
CREATE FUNCTION zoo.merged() RETURNS void LANGUAGE sql BEGIN ATOMIC
  MERGE INTO zoo.since_15 t USING zoo.pairs p ON t.id = p.a WHEN MATCHED THEN DELETE WHEN NOT MATCHED THEN INSERT (id) VALUES (p.a);
END;
CREATE COLLATION zoo.swiss (PROVIDER = icu, LOCALE = 'de-CH');
