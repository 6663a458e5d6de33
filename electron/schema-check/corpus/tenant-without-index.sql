-- finds: found.doc.org_id, found."Task"."workspaceId"
CREATE TABLE found.doc (id uuid PRIMARY KEY, org_id text NOT NULL);
CREATE INDEX ON found.doc (id, org_id);
CREATE TABLE found."Task" (id uuid PRIMARY KEY, "workspaceId" uuid);
CREATE TABLE near.doc (id uuid PRIMARY KEY, org_id text, user_idle text, external_id text);
CREATE INDEX ON near.doc (org_id, id);
-- Told as a foreign key without an index.
CREATE TABLE near.task (id uuid PRIMARY KEY, user_id uuid REFERENCES near.doc ON DELETE CASCADE);
