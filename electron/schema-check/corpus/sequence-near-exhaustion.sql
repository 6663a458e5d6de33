-- finds: found.identity_id_seq, found.narrow, found.serial_id_seq
CREATE TABLE found.identity (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
SELECT setval('found.identity_id_seq', 2000000000);
-- A wide sequence behind a narrow column.
CREATE SEQUENCE found.serial_id_seq;
CREATE TABLE found.serial (id int PRIMARY KEY DEFAULT nextval('found.serial_id_seq'));
ALTER SEQUENCE found.serial_id_seq OWNED BY found.serial.id;
SELECT setval('found.serial_id_seq', 1700000000);
CREATE SEQUENCE found.narrow AS smallint MAXVALUE 100;
SELECT setval('found.narrow', 95);
CREATE TABLE near.identity (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
SELECT setval('near.identity_id_seq', 2000000000);
CREATE SEQUENCE near.around AS smallint CYCLE;
SELECT setval('near.around', 32000);
CREATE SEQUENCE near.fresh AS smallint;
