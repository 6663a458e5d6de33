CREATE TABLE base (id int NOT NULL, kind text, size int);
CREATE TABLE derived (extra text) INHERITS (base);
