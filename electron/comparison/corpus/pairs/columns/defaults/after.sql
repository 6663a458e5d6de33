CREATE TABLE t (a int DEFAULT 2, b text, c date DEFAULT CURRENT_DATE, d numeric DEFAULT 1.5);
