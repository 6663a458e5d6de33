CREATE TABLE source (id int, note text);
CREATE VIEW shown AS SELECT id FROM source;
