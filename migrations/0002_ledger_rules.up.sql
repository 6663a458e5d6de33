-- Who may write what into the ledger. The rules live in triggers, so that they hold for direct SQL as well;
-- docs/decisions/0005-changes-and-ledger.md says what they cannot hold against.

-- Who and when are never taken from the caller. session_user is who logged in, whatever role is set.
CREATE FUNCTION steward.stamp() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  NEW.at := clock_timestamp();
  NEW.person := session_user;
  RETURN NEW;
END $$;

CREATE FUNCTION steward.check_rehearsal() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF steward.sha256_hex(convert_to(NEW.report, 'UTF8')) <> NEW.hash THEN
    PERFORM steward.fail('ST001', 'The report does not have the hash it is recorded under.', 'Rehearse again.');
  END IF;
  IF NEW.target_identity <> steward.target_identity() THEN
    PERFORM steward.fail('ST001', 'The rehearsal was made for another target.', 'Rehearse on a branch of this database.');
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION steward.check_request() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  rehearsal steward.rehearsal;
BEGIN
  NEW.at := clock_timestamp();
  NEW.author := session_user;
  NEW.author_oid := (SELECT oid FROM pg_roles WHERE rolname = session_user);
  NEW.target_identity := steward.target_identity();
  IF NEW.rehearsal_hash IS NOT NULL THEN
    SELECT * INTO rehearsal FROM steward.rehearsal h WHERE h.hash = NEW.rehearsal_hash;
    IF rehearsal.outcome = 'failed' THEN
      PERFORM steward.fail('ST001', 'The rehearsal of these migrations failed.', 'Correct them and rehearse again.');
    END IF;
    IF rehearsal.scripts_sha256 <> NEW.scripts_sha256 OR rehearsal.target_identity <> NEW.target_identity THEN
      PERFORM steward.fail('ST001', 'The rehearsal is not one of these bytes on this target.', 'Rehearse again.');
    END IF;
  END IF;
  RETURN NEW;
END $$;

-- The author's own yes is refused, also after the author's role was renamed; so is a yes to other bytes.
CREATE FUNCTION steward.check_decision() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  request steward.request;
BEGIN
  NEW.at := clock_timestamp();
  NEW.person := session_user;
  NEW.person_oid := (SELECT oid FROM pg_roles WHERE rolname = session_user);
  SELECT * INTO request FROM steward.request r WHERE r.id = NEW.request_id;
  IF request.id IS NULL THEN
    PERFORM steward.fail('ST003', 'There is no such change request.', 'Read the list again.');
  END IF;
  IF NEW.verdict = 'approve' AND (NEW.person = request.author OR NEW.person_oid = request.author_oid) THEN
    PERFORM steward.fail('ST001', format('%s wrote this change request and cannot approve it.', NEW.person),
      'Ask somebody else: approvals are made under the approver''s own role.');
  END IF;
  IF NEW.hash <> request.hash OR NEW.hash <> steward.approval_key(request.id) THEN
    PERFORM steward.fail('ST001', 'The change request is not what you saw: its hash is another one.',
      'Read it again before you decide.');
  END IF;
  IF EXISTS (SELECT FROM steward.application a WHERE a.request_id = request.id) THEN
    PERFORM steward.fail('ST002', 'This change request has been applied already.', 'Roll it back, or submit another one.');
  END IF;
  RETURN NEW;
END $$;

-- Only the session that holds the apply lock may start, only what was approved, and only as it was approved.
CREATE FUNCTION steward.check_application() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  request steward.request;
BEGIN
  NEW.at := clock_timestamp();
  NEW.person := session_user;
  NEW.backend_pid := pg_backend_pid();
  IF steward.apply_lock_pid() IS DISTINCT FROM NEW.backend_pid THEN
    PERFORM steward.fail('ST002', 'This session does not hold the apply lock.', 'Apply through Steward.');
  END IF;
  SELECT * INTO request FROM steward.request r WHERE r.id = NEW.request_id;
  IF request.target_identity <> steward.target_identity() THEN
    PERFORM steward.fail('ST001', 'This is not the database that the change request was made for.',
      'Submit the migrations for this target.');
  END IF;
  IF request.hash IS DISTINCT FROM steward.approval_key(request.id) THEN
    PERFORM steward.fail('ST001', 'What the ledger holds is not what was approved: its hash is another one.',
      'Verify the ledger, and submit the migrations again.');
  END IF;
  IF NOT steward.is_approved(request.id) THEN
    PERFORM steward.fail('ST001', 'The change request is not approved.', 'Somebody other than its author must approve it first.');
  END IF;
  RETURN NEW;
END $$;

-- At least one yes to exactly this hash from somebody else, and nobody whose last word is no.
CREATE FUNCTION steward.is_approved(request uuid) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
AS $$
  SELECT coalesce(bool_or(last.verdict = 'approve' AND last.person <> last.author), false)
    AND NOT coalesce(bool_or(last.verdict = 'refuse'), false)
  FROM (
    SELECT DISTINCT ON (d.person) d.person, d.verdict, r.author
    FROM steward.decision d JOIN steward.request r ON r.id = d.request_id AND r.hash = d.hash
    WHERE d.request_id = request
    ORDER BY d.person, d.at DESC
  ) last
$$;

CREATE FUNCTION steward.check_progress() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  NEW.at := clock_timestamp();
  NEW.person := session_user;
  IF EXISTS (SELECT FROM steward.application_end e WHERE e.application_id = NEW.application_id) THEN
    PERFORM steward.fail('ST002', 'This application has ended already.', 'Read the change request again.');
  END IF;
  IF steward.apply_lock_pid() IS DISTINCT FROM
    (SELECT a.backend_pid FROM steward.application a WHERE a.id = NEW.application_id) THEN
    PERFORM steward.fail('ST002', 'The session of this application does not hold the apply lock any more.',
      'Read the change request again: it was interrupted.');
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER stamp BEFORE INSERT ON steward.installed FOR EACH ROW EXECUTE FUNCTION steward.stamp();
CREATE TRIGGER stamp BEFORE INSERT ON steward.rehearsal FOR EACH ROW EXECUTE FUNCTION steward.stamp();
CREATE TRIGGER stamp BEFORE INSERT ON steward.comment FOR EACH ROW EXECUTE FUNCTION steward.stamp();
CREATE TRIGGER verify BEFORE INSERT ON steward.rehearsal FOR EACH ROW EXECUTE FUNCTION steward.check_rehearsal();
CREATE TRIGGER verify BEFORE INSERT ON steward.request FOR EACH ROW EXECUTE FUNCTION steward.check_request();
CREATE TRIGGER verify BEFORE INSERT ON steward.decision FOR EACH ROW EXECUTE FUNCTION steward.check_decision();
CREATE TRIGGER verify BEFORE INSERT ON steward.application FOR EACH ROW EXECUTE FUNCTION steward.check_application();
CREATE TRIGGER verify BEFORE INSERT ON steward.application_end FOR EACH ROW EXECUTE FUNCTION steward.check_progress();
CREATE TRIGGER verify BEFORE INSERT ON steward.applied_statement FOR EACH ROW EXECUTE FUNCTION steward.check_progress();

-- The way in. SECURITY DEFINER, so that a reviewer who was granted only these can write nothing else.
CREATE FUNCTION steward.record_installed(migration_id text, sha256 text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$ INSERT INTO steward.installed (id, up_sha256) VALUES (migration_id, sha256) $$;

CREATE FUNCTION steward.record_rehearsal(report_hash text, scripts text, target text, migrations text, result text, report_text text)
RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  INSERT INTO steward.rehearsal (hash, scripts_sha256, target_identity, migration_ids, outcome, report)
  VALUES (report_hash, scripts, target, migrations, result, report_text)
$$;

-- Scripts come as hex: bytes, not text. Gives the approval key.
CREATE FUNCTION steward.submit(new_request jsonb, migrations jsonb) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  request uuid := (new_request ->> 'id')::uuid;
  scripts text;
  target text := steward.target_identity();
  key text;
BEGIN
  SELECT steward.sha256_hex(convert_to(string_agg(format(E'migration %s %s %s\n', m.value ->> 'id',
    steward.sha256_hex(decode(m.value ->> 'up', 'hex')), coalesce(steward.sha256_hex(decode(m.value ->> 'down', 'hex')), '-')),
    '' ORDER BY m.ordinality), 'UTF8'))
  INTO scripts FROM jsonb_array_elements(migrations) WITH ORDINALITY m;
  key := steward.sha256_hex(convert_to(format(
    E'steward approval 1\ntarget %s\noptions %s %s %s\nrehearsal %s\nscripts %s\n', target,
    new_request ->> 'lockTimeoutMs', new_request ->> 'statementTimeoutMs', new_request ->> 'lockTries',
    coalesce(new_request ->> 'rehearsalHash', '-'), scripts), 'UTF8'));
  INSERT INTO steward.request (id, connection_id, title, description, class, findings, lock_timeout_ms,
    statement_timeout_ms, lock_tries, rehearsal_hash, scripts_sha256, hash)
  VALUES (request, new_request ->> 'connectionId', new_request ->> 'title', new_request ->> 'description',
    new_request ->> 'class', new_request ->> 'findings', (new_request ->> 'lockTimeoutMs')::integer,
    (new_request ->> 'statementTimeoutMs')::integer, (new_request ->> 'lockTries')::integer,
    new_request ->> 'rehearsalHash', scripts, key);
  INSERT INTO steward.migration (request_id, position, id, number, up_script, down_script)
  SELECT request, m.ordinality - 1, m.value ->> 'id', (m.value ->> 'order')::bigint, decode(m.value ->> 'up', 'hex'),
    decode(m.value ->> 'down', 'hex')
  FROM jsonb_array_elements(migrations) WITH ORDINALITY m;
  RETURN key;
END $$;

CREATE FUNCTION steward.decide(request uuid, answer text, expected_hash text, remark text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  INSERT INTO steward.decision (request_id, verdict, hash, comment) VALUES (request, answer, expected_hash, remark)
$$;

CREATE FUNCTION steward.add_comment(request uuid, remark text, migration text, statement integer) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  INSERT INTO steward.comment (request_id, text, migration_id, statement_index)
  VALUES (request, remark, migration, statement)
$$;

CREATE FUNCTION steward.start_application(application uuid, request uuid, migration text, way text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  INSERT INTO steward.application (id, request_id, migration_id, direction) VALUES (application, request, migration, way)
$$;

-- rows: [{ index, state, isTransactional, sha256, durationMs, rows, error }]. A second start of a statement that is
-- tried again adds nothing.
CREATE FUNCTION steward.record_statements(application uuid, statements jsonb) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  INSERT INTO steward.applied_statement (application_id, index, state, is_transactional, sql_sha256, duration_ms, rows, error)
  SELECT application, (s.value ->> 'index')::integer, s.value ->> 'state', (s.value ->> 'isTransactional')::boolean,
    s.value ->> 'sha256', (s.value ->> 'durationMs')::numeric, (s.value ->> 'rows')::bigint, s.value ->> 'error'
  FROM jsonb_array_elements(statements) WITH ORDINALITY s ORDER BY s.ordinality
  ON CONFLICT (application_id, index, state) DO NOTHING
$$;

CREATE FUNCTION steward.end_application(application uuid, result text, failed integer, problem text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  INSERT INTO steward.application_end (application_id, outcome, failed_statement, error)
  VALUES (application, result, failed, problem)
$$;

-- Privileges that the owner's default privileges may have handed out are taken back first. Writing is then left to
-- the owner and the members of its role; who else may submit or approve gets EXECUTE from the owner by name.
DO $$
DECLARE
  given record;
BEGIN
  FOR given IN
    SELECT DISTINCT format('TABLE %s', c.oid::regclass) AS object,
      CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(a.grantee::regrole::text) END AS grantee
    FROM pg_class c CROSS JOIN LATERAL aclexplode(c.relacl) a
    WHERE c.relnamespace = 'steward'::regnamespace AND c.relkind = 'r' AND a.grantee <> c.relowner
    UNION
    SELECT DISTINCT format('FUNCTION %s', p.oid::regprocedure),
      CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(a.grantee::regrole::text) END
    FROM pg_proc p CROSS JOIN LATERAL aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
    WHERE p.pronamespace = 'steward'::regnamespace AND a.grantee <> p.proowner
  LOOP
    EXECUTE format('REVOKE ALL ON %s FROM %s', given.object, given.grantee);
  END LOOP;
END $$;

GRANT USAGE ON SCHEMA steward TO PUBLIC;
GRANT SELECT ON ALL TABLES IN SCHEMA steward TO PUBLIC;
