CREATE TABLE t (id int, note text);
CREATE MATERIALIZED VIEW m AS SELECT id, count(*) AS n FROM t GROUP BY id;
CREATE UNIQUE INDEX m_id ON m (id);
