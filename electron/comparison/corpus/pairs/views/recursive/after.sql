CREATE TABLE t (id int, parent int);
CREATE VIEW tree AS WITH RECURSIVE r AS (SELECT id, parent, 1 AS depth FROM t WHERE parent IS NULL UNION ALL SELECT t.id, t.parent, r.depth + 1 FROM t JOIN r ON t.parent = r.id) SELECT * FROM r;
