CREATE TABLE logged (id int NOT NULL, note text);
CREATE UNIQUE INDEX logged_id ON logged (id);
