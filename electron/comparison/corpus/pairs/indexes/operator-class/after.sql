CREATE TABLE t (word text);
CREATE INDEX t_word ON t (word text_pattern_ops);
CREATE INDEX t_c ON t (word COLLATE "C");
