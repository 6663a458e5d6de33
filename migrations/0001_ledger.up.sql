-- The ledger: an append-only record of rehearsals, change requests, decisions and applications in the target itself.
-- Here: the tables, their hash chain, and that nothing in them changes. Who may write what is in 0002_ledger_rules.
-- Errors that people are meant to read have the SQLSTATEs ST001 (refused), ST002 (conflict) and ST003 (not found).
CREATE SCHEMA steward;

COMMENT ON SCHEMA steward IS 'Ledger of Steward: append-only. Written through its functions, read by everybody.';

-- One row for each row of the tables below, chained: hash covers previous_hash, so no row can be changed alone.
CREATE TABLE steward.event (
  sequence bigint PRIMARY KEY CHECK (sequence > 0),
  at timestamptz NOT NULL,
  person text NOT NULL,
  kind text NOT NULL,
  request_id uuid,
  summary text NOT NULL,
  subject text NOT NULL,
  subject_key text NOT NULL,
  content_sha256 text NOT NULL,
  previous_hash text NOT NULL,
  hash text NOT NULL,
  UNIQUE (subject, subject_key)
);

CREATE INDEX event_request_idx ON steward.event (request_id);

-- The ledger's own migrations.
CREATE TABLE steward.installed (
  id text PRIMARY KEY,
  at timestamptz NOT NULL,
  person text NOT NULL,
  up_sha256 text NOT NULL
);

-- report is the exact text that hash is the sha256 of.
CREATE TABLE steward.rehearsal (
  hash text PRIMARY KEY,
  at timestamptz NOT NULL,
  person text NOT NULL,
  scripts_sha256 text NOT NULL,
  target_identity text NOT NULL,
  migration_ids text NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('passed', 'noDown', 'failed', 'schemaDiffers')),
  report text NOT NULL
);

CREATE INDEX rehearsal_scripts_idx ON steward.rehearsal (scripts_sha256, at);

CREATE TABLE steward.request (
  id uuid PRIMARY KEY,
  at timestamptz NOT NULL,
  author text NOT NULL,
  author_oid oid NOT NULL,
  connection_id text NOT NULL,
  title text NOT NULL,
  description text NOT NULL,
  class text NOT NULL CHECK (class IN ('safe', 'risky', 'breaking')),
  findings text NOT NULL,
  target_identity text NOT NULL,
  lock_timeout_ms integer NOT NULL CHECK (lock_timeout_ms > 0),
  statement_timeout_ms integer NOT NULL CHECK (statement_timeout_ms >= 0),
  lock_tries integer NOT NULL CHECK (lock_tries > 0),
  rehearsal_hash text REFERENCES steward.rehearsal,
  scripts_sha256 text NOT NULL,
  hash text NOT NULL
);

-- The bytes. They have no event of their own: the request's hash covers them.
CREATE TABLE steward.migration (
  request_id uuid NOT NULL REFERENCES steward.request,
  position integer NOT NULL CHECK (position >= 0),
  id text NOT NULL,
  number bigint NOT NULL,
  up_script bytea NOT NULL,
  down_script bytea,
  PRIMARY KEY (request_id, position),
  UNIQUE (request_id, id)
);

CREATE TABLE steward.decision (
  id uuid PRIMARY KEY DEFAULT pg_catalog.gen_random_uuid(),
  request_id uuid NOT NULL REFERENCES steward.request,
  at timestamptz NOT NULL,
  person text NOT NULL,
  person_oid oid NOT NULL,
  verdict text NOT NULL CHECK (verdict IN ('approve', 'refuse')),
  hash text NOT NULL,
  comment text NOT NULL
);

CREATE INDEX decision_request_idx ON steward.decision (request_id);

CREATE TABLE steward.comment (
  id uuid PRIMARY KEY DEFAULT pg_catalog.gen_random_uuid(),
  request_id uuid NOT NULL REFERENCES steward.request,
  at timestamptz NOT NULL,
  person text NOT NULL,
  text text NOT NULL,
  migration_id text,
  statement_index integer
);

CREATE INDEX comment_request_idx ON steward.comment (request_id);

-- One run of one direction of one migration, by the session that held the apply lock.
CREATE TABLE steward.application (
  id uuid PRIMARY KEY,
  request_id uuid NOT NULL,
  migration_id text NOT NULL,
  direction text NOT NULL CHECK (direction IN ('up', 'down')),
  at timestamptz NOT NULL,
  person text NOT NULL,
  backend_pid integer NOT NULL,
  FOREIGN KEY (request_id, migration_id) REFERENCES steward.migration (request_id, id)
);

CREATE INDEX application_request_idx ON steward.application (request_id, migration_id);

CREATE TABLE steward.application_end (
  application_id uuid PRIMARY KEY REFERENCES steward.application,
  at timestamptz NOT NULL,
  person text NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('done', 'failed', 'cancelled')),
  failed_statement integer,
  error text
);

-- A row before (started) and one after (done, failed) each statement. The done rows of a transaction commit with it.
CREATE TABLE steward.applied_statement (
  application_id uuid NOT NULL REFERENCES steward.application,
  index integer NOT NULL CHECK (index >= 0),
  state text NOT NULL CHECK (state IN ('started', 'done', 'failed')),
  at timestamptz NOT NULL,
  person text NOT NULL,
  is_transactional boolean NOT NULL,
  sql_sha256 text NOT NULL,
  duration_ms numeric(14, 3),
  rows bigint,
  error text,
  PRIMARY KEY (application_id, index, state)
);

CREATE FUNCTION steward.sha256_hex(bytes bytea) RETURNS text
LANGUAGE sql IMMUTABLE STRICT SET search_path = pg_catalog, pg_temp
AS $$ SELECT encode(sha256(bytes), 'hex') $$;

-- Which cluster and database this is: a copy elsewhere, or another major, is another target.
CREATE FUNCTION steward.target_identity() RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
AS $$
  SELECT format('%s/%s/%s', (SELECT system_identifier FROM pg_control_system()), d.oid,
    current_setting('server_version_num')::integer / 10000)
  FROM pg_database d WHERE d.datname = current_database()
$$;

-- sha256 over one line for each migration: its id and the sha256 of its two scripts.
CREATE FUNCTION steward.scripts_sha256_of(request uuid) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
AS $$
  SELECT steward.sha256_hex(convert_to(coalesce(string_agg(
    format(E'migration %s %s %s\n', m.id, steward.sha256_hex(m.up_script), coalesce(steward.sha256_hex(m.down_script), '-')),
    '' ORDER BY m.position), ''), 'UTF8'))
  FROM steward.migration m WHERE m.request_id = request
$$;

-- What an approval is bound to, from the rows as they are now.
CREATE FUNCTION steward.approval_key(request uuid) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
AS $$
  SELECT steward.sha256_hex(convert_to(format(
    E'steward approval 1\ntarget %s\noptions %s %s %s\nrehearsal %s\nscripts %s\n', r.target_identity,
    r.lock_timeout_ms, r.statement_timeout_ms, r.lock_tries,
    coalesce((SELECT steward.sha256_hex(convert_to(h.report, 'UTF8')) FROM steward.rehearsal h WHERE h.hash = r.rehearsal_hash), '-'),
    steward.scripts_sha256_of(r.id)), 'UTF8'))
  FROM steward.request r WHERE r.id = request
$$;

-- Backend that holds the apply lock of this database: pg_advisory_lock(1398031703, 1), 'STEW'.
CREATE FUNCTION steward.apply_lock_pid() RETURNS integer
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
AS $$
  SELECT l.pid FROM pg_locks l JOIN pg_database d ON d.oid = l.database AND d.datname = current_database()
  WHERE l.locktype = 'advisory' AND l.classid = 1398031703 AND l.objid = 1 AND l.objsubid = 2 AND l.granted
$$;

CREATE FUNCTION steward.fail(code text, message text, advice text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$ BEGIN RAISE EXCEPTION USING ERRCODE = code, MESSAGE = message, HINT = advice; END $$;

CREATE FUNCTION steward.refuse_change() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  PERFORM steward.fail('ST001', format('The ledger is append-only: %s of steward.%s is refused.', TG_OP, TG_TABLE_NAME),
    'Nothing that was recorded can be changed or removed.');
  RETURN NULL;
END $$;

-- Appends the event of a new row. The settings are pinned because they change how a row is written as JSON.
CREATE FUNCTION steward.record_event() RETURNS trigger
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
  next.hash := steward.event_hash(next);
  INSERT INTO steward.event SELECT next.*;
  RETURN NULL;
END $$;

CREATE FUNCTION steward.event_hash(event steward.event) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp SET timezone = 'UTC'
AS $$
  SELECT steward.sha256_hex(convert_to(jsonb_build_array(event.previous_hash, event.sequence,
    to_char(event.at, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), event.person, event.kind, event.request_id, event.summary,
    event.subject, event.subject_key, event.content_sha256)::text, 'UTF8'))
$$;

CREATE FUNCTION steward.event_key(subject text, content jsonb) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp
AS $$
  SELECT CASE subject
    WHEN 'rehearsal' THEN content ->> 'hash'
    WHEN 'application_end' THEN content ->> 'application_id'
    WHEN 'applied_statement' THEN concat_ws('/', content ->> 'application_id', content ->> 'index', content ->> 'state')
    ELSE content ->> 'id'
  END
$$;

CREATE FUNCTION steward.event_kind(subject text, content jsonb) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp
AS $$
  SELECT CASE subject
    WHEN 'installed' THEN 'ledgerInstalled'
    WHEN 'rehearsal' THEN 'rehearsed'
    WHEN 'request' THEN 'submitted'
    WHEN 'decision' THEN CASE content ->> 'verdict' WHEN 'approve' THEN 'approved' ELSE 'refused' END
    WHEN 'comment' THEN 'commented'
    WHEN 'application' THEN CASE content ->> 'direction' WHEN 'up' THEN 'applyStarted' ELSE 'rollbackStarted' END
    WHEN 'application_end' THEN 'application' || initcap(content ->> 'outcome')
    WHEN 'applied_statement' THEN 'statement' || initcap(content ->> 'state')
    ELSE subject
  END
$$;

CREATE FUNCTION steward.event_request(subject text, content jsonb) RETURNS uuid
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
AS $$
  SELECT CASE
    WHEN subject = 'request' THEN (content ->> 'id')::uuid
    WHEN content ? 'application_id'
      THEN (SELECT a.request_id FROM steward.application a WHERE a.id = (content ->> 'application_id')::uuid)
    ELSE (content ->> 'request_id')::uuid
  END
$$;

CREATE FUNCTION steward.event_summary(subject text, content jsonb) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
AS $$
  SELECT CASE subject
    WHEN 'installed' THEN content ->> 'id'
    WHEN 'rehearsal' THEN format('%s: %s', content ->> 'migration_ids', content ->> 'outcome')
    WHEN 'request' THEN content ->> 'title'
    WHEN 'decision' THEN left(content ->> 'comment', 200)
    WHEN 'comment' THEN left(content ->> 'text', 200)
    WHEN 'application' THEN format('%s %s', content ->> 'migration_id', content ->> 'direction')
    WHEN 'application_end' THEN (SELECT format('%s %s: %s', a.migration_id, a.direction,
      coalesce(left(content ->> 'error', 200), content ->> 'outcome'))
      FROM steward.application a WHERE a.id = (content ->> 'application_id')::uuid)
    WHEN 'applied_statement' THEN (SELECT format('%s %s, statement %s', a.migration_id, a.direction, (content ->> 'index')::integer + 1)
      FROM steward.application a WHERE a.id = (content ->> 'application_id')::uuid)
    ELSE ''
  END
$$;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON steward.event FOR EACH ROW EXECUTE FUNCTION steward.refuse_change();
CREATE TRIGGER keep_all BEFORE TRUNCATE ON steward.event FOR EACH STATEMENT EXECUTE FUNCTION steward.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON steward.installed FOR EACH ROW EXECUTE FUNCTION steward.refuse_change();
CREATE TRIGGER keep_all BEFORE TRUNCATE ON steward.installed FOR EACH STATEMENT EXECUTE FUNCTION steward.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON steward.rehearsal FOR EACH ROW EXECUTE FUNCTION steward.refuse_change();
CREATE TRIGGER keep_all BEFORE TRUNCATE ON steward.rehearsal FOR EACH STATEMENT EXECUTE FUNCTION steward.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON steward.request FOR EACH ROW EXECUTE FUNCTION steward.refuse_change();
CREATE TRIGGER keep_all BEFORE TRUNCATE ON steward.request FOR EACH STATEMENT EXECUTE FUNCTION steward.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON steward.migration FOR EACH ROW EXECUTE FUNCTION steward.refuse_change();
CREATE TRIGGER keep_all BEFORE TRUNCATE ON steward.migration FOR EACH STATEMENT EXECUTE FUNCTION steward.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON steward.decision FOR EACH ROW EXECUTE FUNCTION steward.refuse_change();
CREATE TRIGGER keep_all BEFORE TRUNCATE ON steward.decision FOR EACH STATEMENT EXECUTE FUNCTION steward.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON steward.comment FOR EACH ROW EXECUTE FUNCTION steward.refuse_change();
CREATE TRIGGER keep_all BEFORE TRUNCATE ON steward.comment FOR EACH STATEMENT EXECUTE FUNCTION steward.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON steward.application FOR EACH ROW EXECUTE FUNCTION steward.refuse_change();
CREATE TRIGGER keep_all BEFORE TRUNCATE ON steward.application FOR EACH STATEMENT EXECUTE FUNCTION steward.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON steward.application_end FOR EACH ROW EXECUTE FUNCTION steward.refuse_change();
CREATE TRIGGER keep_all BEFORE TRUNCATE ON steward.application_end FOR EACH STATEMENT EXECUTE FUNCTION steward.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON steward.applied_statement FOR EACH ROW EXECUTE FUNCTION steward.refuse_change();
CREATE TRIGGER keep_all BEFORE TRUNCATE ON steward.applied_statement FOR EACH STATEMENT EXECUTE FUNCTION steward.refuse_change();
CREATE TRIGGER record AFTER INSERT ON steward.installed FOR EACH ROW EXECUTE FUNCTION steward.record_event();
CREATE TRIGGER record AFTER INSERT ON steward.rehearsal FOR EACH ROW EXECUTE FUNCTION steward.record_event();
CREATE TRIGGER record AFTER INSERT ON steward.request FOR EACH ROW EXECUTE FUNCTION steward.record_event();
CREATE TRIGGER record AFTER INSERT ON steward.decision FOR EACH ROW EXECUTE FUNCTION steward.record_event();
CREATE TRIGGER record AFTER INSERT ON steward.comment FOR EACH ROW EXECUTE FUNCTION steward.record_event();
CREATE TRIGGER record AFTER INSERT ON steward.application FOR EACH ROW EXECUTE FUNCTION steward.record_event();
CREATE TRIGGER record AFTER INSERT ON steward.application_end FOR EACH ROW EXECUTE FUNCTION steward.record_event();
CREATE TRIGGER record AFTER INSERT ON steward.applied_statement FOR EACH ROW EXECUTE FUNCTION steward.record_event();
