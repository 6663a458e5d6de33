CREATE TABLE t (a int DEFAULT 1, b text DEFAULT 'x', c date, d numeric DEFAULT 1.5);
