-- finds: found.bare, found.keyed, found.parted, found.unique_of_rule
-- A view has no rows of its own; a partition has its parent's key.
CREATE TABLE found.bare (note text);
CREATE TABLE found.keyed (code text NOT NULL, note text);
CREATE UNIQUE INDEX keyed_code ON found.keyed (code);
CREATE TABLE found.unique_of_rule (code text NOT NULL UNIQUE);
CREATE TABLE found.parted (day date NOT NULL) PARTITION BY RANGE (day);
CREATE TABLE near.keyed (id uuid PRIMARY KEY, note text);
CREATE TABLE near.parted (day date PRIMARY KEY) PARTITION BY RANGE (day);
CREATE TABLE near.part PARTITION OF near.parted FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
CREATE TABLE near._prisma_migrations (note text);
CREATE VIEW near.seen AS SELECT note FROM near.keyed;
