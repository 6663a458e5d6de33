CREATE TABLE t (id int, doc jsonb);
CREATE INDEX t_name ON t ((doc ->> 'name'));
CREATE INDEX t_doc ON t USING gin (doc jsonb_path_ops);
