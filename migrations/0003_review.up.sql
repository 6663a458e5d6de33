-- What reviews and applications need beyond 0001 and 0002: where each row was written, what a request says beside its
-- scripts, threads, the policy of this database, emergencies, restore points, and what was seen after an application.
-- Columns are never added to tables whose rows are hashed whole: their older rows would no longer fit their hash.
ALTER TABLE steward.event ADD COLUMN target text;

COMMENT ON COLUMN steward.event.target IS 'The database and branch it was written on; a branch copies its parent''s ledger.';

-- Which database this is. A physical copy has the same system identifier and oid, so the branch counts as well: Neon
-- names it, an embedded server has it as cluster_name, and whoever was promoted is on another timeline of the log.
CREATE OR REPLACE FUNCTION steward.target_identity() RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
AS $$
  SELECT format('%s/%s/%s/%s/%s', (SELECT system_identifier FROM pg_control_system()), d.oid,
    current_setting('server_version_num')::integer / 10000,
    regexp_replace(coalesce(nullif(current_setting('neon.timeline_id', true), ''),
      nullif(current_setting('cluster_name'), ''), '-'), '[^A-Za-z0-9_.-]', '_', 'g'),
    CASE WHEN pg_is_in_recovery() THEN '-' ELSE left(pg_walfile_name(pg_current_wal_lsn()), 8) END)
  FROM pg_database d WHERE d.datname = current_database()
$$;

-- detail is a JSON text that the approval's hash covers: spec reference, more options, what it replaces.
CREATE TABLE steward.request_detail (
  request_id uuid PRIMARY KEY REFERENCES steward.request,
  at timestamptz NOT NULL,
  person text NOT NULL,
  detail text NOT NULL
);

-- The thread of a comment: its replies, edits (the earlier text stays) and whether it is settled.
CREATE TABLE steward.thread_entry (
  id uuid PRIMARY KEY DEFAULT pg_catalog.gen_random_uuid(),
  thread_id uuid NOT NULL REFERENCES steward.comment,
  at timestamptz NOT NULL,
  person text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('reply', 'edit', 'resolve', 'reopen')),
  edits uuid REFERENCES steward.thread_entry,
  text text NOT NULL,
  CHECK (kind IN ('resolve', 'reopen') OR text <> '')
);

CREATE INDEX thread_entry_thread_idx ON steward.thread_entry (thread_id);

-- The newest row is what holds. freezes: [{ reason, timeZone, days, from, to, startDate, endDate }].
CREATE TABLE steward.policy (
  id uuid PRIMARY KEY DEFAULT pg_catalog.gen_random_uuid(),
  at timestamptz NOT NULL,
  person text NOT NULL,
  environment text NOT NULL CHECK (environment IN ('local', 'development', 'staging', 'production')),
  approvers integer NOT NULL CHECK (approvers BETWEEN 1 AND 10),
  worst_class text NOT NULL CHECK (worst_class IN ('safe', 'risky', 'breaking')),
  rehearsal_hours integer CHECK (rehearsal_hours BETWEEN 1 AND 8760),
  allows_emergency boolean NOT NULL,
  freezes text NOT NULL
);

CREATE TABLE steward.emergency (
  id uuid PRIMARY KEY DEFAULT pg_catalog.gen_random_uuid(),
  request_id uuid NOT NULL REFERENCES steward.request,
  at timestamptz NOT NULL,
  person text NOT NULL,
  hash text NOT NULL,
  reason text NOT NULL CHECK (char_length(btrim(reason)) >= 20)
);

CREATE INDEX emergency_request_idx ON steward.emergency (request_id);

CREATE TABLE steward.restore_point (
  id uuid PRIMARY KEY DEFAULT pg_catalog.gen_random_uuid(),
  request_id uuid NOT NULL REFERENCES steward.request,
  at timestamptz NOT NULL,
  person text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('branch', 'snapshot')),
  project_id text NOT NULL,
  reference_id text NOT NULL,
  name text NOT NULL
);

CREATE INDEX restore_point_request_idx ON steward.restore_point (request_id);

-- What was seen after an application: the schema against the rehearsal's, and the watch window. detail is JSON.
CREATE TABLE steward.check_after (
  id uuid PRIMARY KEY DEFAULT pg_catalog.gen_random_uuid(),
  request_id uuid NOT NULL REFERENCES steward.request,
  at timestamptz NOT NULL,
  person text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('schema', 'watch')),
  outcome text NOT NULL CHECK (outcome IN ('fine', 'differs', 'trouble', 'unknown')),
  detail text NOT NULL
);

CREATE INDEX check_after_request_idx ON steward.check_after (request_id);

-- A restore takes the ledger back as well. This row, the first after it, says what was left behind and where it is kept.
CREATE TABLE steward.restored (
  id uuid PRIMARY KEY DEFAULT pg_catalog.gen_random_uuid(),
  request_id uuid NOT NULL REFERENCES steward.request,
  at timestamptz NOT NULL,
  person text NOT NULL,
  restore_point text NOT NULL,
  kept_under text NOT NULL,
  left_sequence bigint NOT NULL,
  left_hash text NOT NULL
);

CREATE OR REPLACE FUNCTION steward.record_event() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET bytea_output = 'hex' SET datestyle = 'ISO, MDY'
AS $$
DECLARE
  content jsonb := to_jsonb(NEW);
  last steward.event;
  next steward.event;
BEGIN
  LOCK TABLE steward.event IN EXCLUSIVE MODE;
  SELECT * INTO last FROM steward.event ORDER BY sequence DESC LIMIT 1;
  next.sequence := coalesce(last.sequence, 0) + 1;
  next.at := clock_timestamp();
  next.person := session_user;
  next.kind := steward.event_kind(TG_TABLE_NAME, content);
  next.request_id := steward.event_request(TG_TABLE_NAME, content);
  next.summary := steward.event_summary(TG_TABLE_NAME, content);
  next.subject := TG_TABLE_NAME;
  next.subject_key := steward.event_key(TG_TABLE_NAME, content);
  next.content_sha256 := steward.sha256_hex(convert_to(content::text, 'UTF8'));
  next.previous_hash := coalesce(last.hash, repeat('0', 64));
  next.target := steward.target_identity();
  next.hash := steward.event_hash(next);
  INSERT INTO steward.event SELECT next.*;
  RETURN NULL;
END $$;

-- Events from before this migration have no target and keep their hash.
CREATE OR REPLACE FUNCTION steward.event_hash(event steward.event) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp SET timezone = 'UTC'
AS $$
  SELECT steward.sha256_hex(convert_to((jsonb_build_array(event.previous_hash, event.sequence,
    to_char(event.at, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), event.person, event.kind, event.request_id, event.summary,
    event.subject, event.subject_key, event.content_sha256)
    || CASE WHEN event.target IS NULL THEN '[]'::jsonb ELSE jsonb_build_array(event.target) END)::text, 'UTF8'))
$$;

CREATE OR REPLACE FUNCTION steward.event_key(subject text, content jsonb) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp
AS $$
  SELECT CASE subject
    WHEN 'rehearsal' THEN content ->> 'hash'
    WHEN 'application_end' THEN content ->> 'application_id'
    WHEN 'applied_statement' THEN concat_ws('/', content ->> 'application_id', content ->> 'index', content ->> 'state')
    WHEN 'request_detail' THEN content ->> 'request_id'
    ELSE content ->> 'id'
  END
$$;

CREATE OR REPLACE FUNCTION steward.event_kind(subject text, content jsonb) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp
AS $$
  SELECT CASE subject
    WHEN 'installed' THEN 'ledgerInstalled'
    WHEN 'rehearsal' THEN 'rehearsed'
    WHEN 'request' THEN 'submitted'
    WHEN 'request_detail' THEN 'detailed'
    WHEN 'decision' THEN CASE content ->> 'verdict' WHEN 'approve' THEN 'approved' ELSE 'refused' END
    WHEN 'comment' THEN 'commented'
    WHEN 'thread_entry' THEN CASE content ->> 'kind'
      WHEN 'reply' THEN 'replied' WHEN 'edit' THEN 'commentEdited' WHEN 'resolve' THEN 'threadResolved' ELSE 'threadReopened' END
    WHEN 'policy' THEN 'policyChanged'
    WHEN 'emergency' THEN 'emergencyDeclared'
    WHEN 'restore_point' THEN 'restorePointMade'
    WHEN 'check_after' THEN CASE content ->> 'kind' WHEN 'schema' THEN 'schemaVerified' ELSE 'watched' END
    WHEN 'application' THEN CASE content ->> 'direction' WHEN 'up' THEN 'applyStarted' ELSE 'rollbackStarted' END
    WHEN 'application_end' THEN 'application' || initcap(content ->> 'outcome')
    WHEN 'applied_statement' THEN 'statement' || initcap(content ->> 'state')
    ELSE subject
  END
$$;

CREATE OR REPLACE FUNCTION steward.event_request(subject text, content jsonb) RETURNS uuid
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
AS $$
  SELECT CASE
    WHEN subject = 'request' THEN (content ->> 'id')::uuid
    WHEN content ? 'application_id'
      THEN (SELECT a.request_id FROM steward.application a WHERE a.id = (content ->> 'application_id')::uuid)
    WHEN content ? 'thread_id'
      THEN (SELECT c.request_id FROM steward.comment c WHERE c.id = (content ->> 'thread_id')::uuid)
    ELSE (content ->> 'request_id')::uuid
  END
$$;

CREATE OR REPLACE FUNCTION steward.event_summary(subject text, content jsonb) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
AS $$
  SELECT CASE subject
    WHEN 'installed' THEN content ->> 'id'
    WHEN 'rehearsal' THEN format('%s: %s', content ->> 'migration_ids', content ->> 'outcome')
    WHEN 'request' THEN content ->> 'title'
    WHEN 'request_detail' THEN coalesce(nullif((content ->> 'detail')::jsonb ->> 'specReference', ''), 'options')
    WHEN 'decision' THEN left(content ->> 'comment', 200)
    WHEN 'comment' THEN left(content ->> 'text', 200)
    WHEN 'thread_entry' THEN left(content ->> 'text', 200)
    WHEN 'policy' THEN format('%s: %s to approve, at most %s, rehearsal %s', content ->> 'environment', content ->> 'approvers',
      content ->> 'worst_class', coalesce('within ' || (content ->> 'rehearsal_hours') || ' h', 'of any age'))
    WHEN 'emergency' THEN left(content ->> 'reason', 200)
    WHEN 'restore_point' THEN format('%s %s', content ->> 'kind', content ->> 'name')
    WHEN 'check_after' THEN content ->> 'outcome'
    WHEN 'restored' THEN format('to %s; row %s and before kept under %s', content ->> 'restore_point',
      content ->> 'left_sequence', content ->> 'kept_under')
    WHEN 'application' THEN format('%s %s', content ->> 'migration_id', content ->> 'direction')
    WHEN 'application_end' THEN (SELECT format('%s %s: %s', a.migration_id, a.direction,
      coalesce(left(content ->> 'error', 200), content ->> 'outcome'))
      FROM steward.application a WHERE a.id = (content ->> 'application_id')::uuid)
    WHEN 'applied_statement' THEN (SELECT format('%s %s, statement %s', a.migration_id, a.direction, (content ->> 'index')::integer + 1)
      FROM steward.application a WHERE a.id = (content ->> 'application_id')::uuid)
    ELSE ''
  END
$$;
