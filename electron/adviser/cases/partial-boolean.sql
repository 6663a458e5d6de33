-- a flag that few rows have
-- expect: mails: btree (is_urgent) where is_urgent | mails: btree (id) where is_urgent

CREATE TABLE mails (id int PRIMARY KEY, is_urgent boolean NOT NULL, filler text NOT NULL);
INSERT INTO mails SELECT n, n % 300 = 0, repeat('x', 80) FROM generate_series(1, 30000) n;

-- query
SELECT id, filler FROM mails WHERE is_urgent;
