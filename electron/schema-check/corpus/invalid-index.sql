-- finds: found.broken, found.parted_day
CREATE TABLE found.note (id int PRIMARY KEY, body text);
CREATE INDEX broken ON found.note (body);
UPDATE pg_catalog.pg_index SET indisvalid = false WHERE indexrelid = 'found.broken'::regclass;
CREATE TABLE found.parted (day date) PARTITION BY RANGE (day);
CREATE TABLE found.part PARTITION OF found.parted FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
CREATE INDEX parted_day ON ONLY found.parted (day);
CREATE TABLE near.note (id int PRIMARY KEY, body text);
CREATE INDEX whole ON near.note (body);
