-- finds: found.child.child_parent_id_fkey, found.pair.pair_a_fkey, found.parted.parted_parent_id_fkey
CREATE TABLE found.parent (id uuid PRIMARY KEY);
CREATE TABLE found.child (id uuid PRIMARY KEY, parent_id uuid REFERENCES found.parent ON DELETE CASCADE);
-- A partial index does not find every row, and a trailing key finds none.
CREATE TABLE found.pair (a uuid REFERENCES found.parent ON DELETE CASCADE, b uuid, PRIMARY KEY (b, a));
CREATE INDEX ON found.pair (a) WHERE b IS NULL;
CREATE TABLE found.parted (parent_id uuid REFERENCES found.parent ON DELETE CASCADE, day date) PARTITION BY RANGE (day);
CREATE TABLE near.parent (id uuid PRIMARY KEY);
CREATE TABLE near.child (parent_id uuid REFERENCES near.parent ON DELETE CASCADE, at timestamptz, PRIMARY KEY (parent_id, at));
