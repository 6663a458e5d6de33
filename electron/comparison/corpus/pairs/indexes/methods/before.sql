CREATE TABLE t (id int, at timestamptz, area box, word text);
