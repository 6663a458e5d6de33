CREATE TABLE t (word text);
