-- full text search
-- expect: pages: gin (to_tsvector('english'::regconfig, body))

CREATE TABLE pages (id int PRIMARY KEY, body text NOT NULL);
INSERT INTO pages SELECT n, 'alpha word' || n * 7919 % 3000 || ' beta gamma ' || repeat('lorem ', 10) FROM generate_series(1, 6000) n;

-- query
SELECT * FROM pages WHERE to_tsvector('english', body) @@ to_tsquery('english', 'word77');
