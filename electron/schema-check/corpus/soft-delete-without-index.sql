-- finds: found.agent.deleted_at, found."Note"."isDeleted"
CREATE TABLE found.agent (id uuid PRIMARY KEY, workspace_id uuid, deleted_at timestamptz);
CREATE INDEX ON found.agent (workspace_id);
CREATE TABLE found."Note" (id uuid PRIMARY KEY, "isDeleted" boolean NOT NULL DEFAULT false);
CREATE TABLE near.agent (id uuid PRIMARY KEY, workspace_id uuid, deleted_at timestamptz);
CREATE INDEX ON near.agent (workspace_id, deleted_at);
CREATE TABLE near.note (id uuid PRIMARY KEY, is_deleted boolean);
CREATE INDEX ON near.note (id) WHERE NOT is_deleted;
CREATE TABLE near.job (id uuid PRIMARY KEY, deleted_at_count int);
