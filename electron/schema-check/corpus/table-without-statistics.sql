-- finds: found.note, found.parted
CREATE TABLE found.note (id int PRIMARY KEY);
INSERT INTO found.note VALUES (1);
CREATE TABLE found.parted (day date) PARTITION BY RANGE (day);
CREATE TABLE found.part PARTITION OF found.parted FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
INSERT INTO found.parted VALUES ('2026-02-02');
ANALYZE found.part;
CREATE TABLE near.note (id int PRIMARY KEY);
INSERT INTO near.note VALUES (1);
ANALYZE near.note;
CREATE TABLE near.empty (id int PRIMARY KEY);
