CREATE TABLE t (id int, at timestamptz, area box, word text);
CREATE INDEX t_at ON t USING brin (at) WITH (pages_per_range = 32);
CREATE INDEX t_area ON t USING gist (area);
CREATE INDEX t_word ON t USING hash (word);
CREATE INDEX t_spg ON t USING spgist (word);
