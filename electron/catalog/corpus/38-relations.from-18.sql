CREATE TABLE zoo.since_18 (
  id int, amount numeric, half numeric GENERATED ALWAYS AS (amount / 2) VIRTUAL, during tstzrange, n int CONSTRAINT "named ""null""" NOT NULL,
  o int NOT NULL NO INHERIT, CONSTRAINT unforced CHECK (n > 0) NOT ENFORCED, CONSTRAINT over_time UNIQUE (n, o, amount),
  PRIMARY KEY (id));
COMMENT ON CONSTRAINT "named ""null""" ON zoo.since_18 IS 'never null';
ALTER TABLE zoo.since_18 ADD CONSTRAINT later_not_null NOT NULL amount NOT VALID;
CREATE TABLE zoo.temporal (id int4range, at tstzrange, PRIMARY KEY (id, at WITHOUT OVERLAPS));
CREATE TABLE zoo.temporal_child (id int4range, at tstzrange, FOREIGN KEY (id, PERIOD at) REFERENCES zoo.temporal (id, PERIOD at));
ALTER TABLE zoo.since_18 ADD CONSTRAINT unforced_key FOREIGN KEY (n) REFERENCES zoo.since_18 (id) NOT ENFORCED;
