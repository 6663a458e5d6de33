CREATE TABLE t (id int NOT NULL, at date NOT NULL, note text, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE INDEX t_note ON t (note);
CREATE TABLE t_25 (id int NOT NULL, at date NOT NULL, note text, CONSTRAINT t_25_pkey PRIMARY KEY (id, at));
CREATE INDEX t_25_note_idx ON t_25 (note);
