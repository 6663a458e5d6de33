CREATE TABLE t (id int, note text);
ALTER TABLE t ADD CONSTRAINT has_note NOT NULL note NOT VALID;
