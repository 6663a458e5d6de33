CREATE TABLE base (id int NOT NULL, kind text);
CREATE TABLE derived (extra text) INHERITS (base);
