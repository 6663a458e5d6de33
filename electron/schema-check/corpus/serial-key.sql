-- finds: found."Counted"."ID"
CREATE TABLE found."Counted" ("ID" serial PRIMARY KEY, note text);
INSERT INTO found."Counted" (note) VALUES ('a'), ('b');
CREATE TABLE near.identity (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, position serial);
CREATE SEQUENCE near.shared;
CREATE TABLE near.takes_shared (id bigint PRIMARY KEY DEFAULT nextval('near.shared'));
