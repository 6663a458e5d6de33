-- finds: found."b again"
CREATE TABLE found.note (id int PRIMARY KEY, body text);
CREATE INDEX a_first ON found.note (body);
CREATE INDEX "b again" ON found.note (body);
CREATE TABLE near.note (id int PRIMARY KEY, body text);
CREATE INDEX ON near.note (body);
CREATE INDEX ON near.note (body DESC);
CREATE INDEX ON near.note (body) WHERE id > 5;
CREATE INDEX ON near.note (body text_pattern_ops);
