-- finds: found.searched.payload, found.keys."Tags"
CREATE TABLE found.searched (id uuid PRIMARY KEY, payload jsonb, other jsonb);
CREATE TABLE found.keys (id uuid PRIMARY KEY, "Tags" jsonb);
SELECT id FROM found.searched WHERE payload @> '{"a": 1}';
SELECT id FROM found.searched WHERE other ->> 'a' = 'b' AND id IS NOT NULL;
SELECT k.id FROM found.keys k WHERE k."Tags" ? 'red' OR k."Tags" ?| '{a,b}';
CREATE TABLE near.indexed (id uuid PRIMARY KEY, payload jsonb);
CREATE INDEX ON near.indexed USING gin (payload jsonb_path_ops);
SELECT id FROM near.indexed WHERE payload @> '{"a": 1}';
-- Of the same name, and never searched.
CREATE TABLE near.searched (id uuid PRIMARY KEY, payload jsonb);
