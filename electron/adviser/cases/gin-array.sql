-- an array that has an element
-- expect: posts: gin (tags)

CREATE TABLE posts (id int PRIMARY KEY, tags text[] NOT NULL, filler text NOT NULL);
INSERT INTO posts SELECT n, ARRAY['t' || n * 7919 % 2000, 'u' || n % 7], repeat('x', 60) FROM generate_series(1, 20000) n;

-- query
SELECT * FROM posts WHERE tags @> ARRAY['t77'];
