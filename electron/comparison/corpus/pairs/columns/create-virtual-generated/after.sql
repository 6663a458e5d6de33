CREATE TABLE t (a int, kept int GENERATED ALWAYS AS (a + 1) STORED, made int GENERATED ALWAYS AS (a + 2) VIRTUAL, note text);
