CREATE TABLE logged (id int NOT NULL, note text);
CREATE UNIQUE INDEX logged_id ON logged (id);
ALTER TABLE logged REPLICA IDENTITY USING INDEX logged_id;
