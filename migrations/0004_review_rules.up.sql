-- Rules for what 0003_review brought, and the older rules with branch, policy and detail in them.
-- docs/decisions/0029-review-and-apply.md says what they hold against.

CREATE FUNCTION steward.submitted_key(target text, options text, rehearsal text, detail text, scripts text) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
AS $$
  SELECT steward.sha256_hex(convert_to(CASE WHEN detail IS NULL
    THEN format(E'steward approval 1\ntarget %s\noptions %s\nrehearsal %s\nscripts %s\n', target, options, coalesce(rehearsal, '-'), scripts)
    ELSE format(E'steward approval 2\ntarget %s\noptions %s\nrehearsal %s\ndetail %s\nscripts %s\n', target, options, coalesce(rehearsal, '-'),
      steward.sha256_hex(convert_to(detail, 'UTF8')), scripts) END, 'UTF8'))
$$;

-- The approval key with this detail, from the rows as they are now.
CREATE FUNCTION steward.approval_key_with(request uuid, detail text) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
AS $$
  SELECT steward.submitted_key(r.target_identity, format('%s %s %s', r.lock_timeout_ms, r.statement_timeout_ms, r.lock_tries),
    (SELECT steward.sha256_hex(convert_to(h.report, 'UTF8')) FROM steward.rehearsal h WHERE h.hash = r.rehearsal_hash),
    detail, steward.scripts_sha256_of(r.id))
  FROM steward.request r WHERE r.id = request
$$;

CREATE OR REPLACE FUNCTION steward.approval_key(request uuid) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
AS $$
  SELECT steward.approval_key_with(request, (SELECT d.detail FROM steward.request_detail d WHERE d.request_id = request))
$$;

-- A detail fits only the request that was hashed with it, so it comes with the submission or never.
CREATE FUNCTION steward.check_detail() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  NEW.at := clock_timestamp();
  NEW.person := session_user;
  IF (SELECT r.hash FROM steward.request r WHERE r.id = NEW.request_id)
    IS DISTINCT FROM steward.approval_key_with(NEW.request_id, NEW.detail) THEN
    PERFORM steward.fail('ST001', 'These details are not those that the change request was submitted with.', 'Submit it again.');
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION steward.submit(new_request jsonb, migrations jsonb) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  request uuid := (new_request ->> 'id')::uuid;
  scripts text;
  key text;
BEGIN
  SELECT steward.sha256_hex(convert_to(string_agg(format(E'migration %s %s %s\n', m.value ->> 'id',
    steward.sha256_hex(decode(m.value ->> 'up', 'hex')), coalesce(steward.sha256_hex(decode(m.value ->> 'down', 'hex')), '-')),
    '' ORDER BY m.ordinality), 'UTF8'))
  INTO scripts FROM jsonb_array_elements(migrations) WITH ORDINALITY m;
  key := steward.submitted_key(steward.target_identity(), format('%s %s %s', new_request ->> 'lockTimeoutMs',
    new_request ->> 'statementTimeoutMs', new_request ->> 'lockTries'), new_request ->> 'rehearsalHash',
    new_request ->> 'detail', scripts);
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
  IF (new_request ->> 'detail') IS NOT NULL THEN
    INSERT INTO steward.request_detail (request_id, detail) VALUES (request, new_request ->> 'detail');
  END IF;
  RETURN key;
END $$;

-- Scripts of a request stand before anybody sees it: adding one later would change what its hash is of.
CREATE FUNCTION steward.check_migration() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF EXISTS (SELECT FROM steward.decision d WHERE d.request_id = NEW.request_id)
    OR EXISTS (SELECT FROM steward.application a WHERE a.request_id = NEW.request_id) THEN
    PERFORM steward.fail('ST001', 'The change request was decided on; no script can be added.', 'Submit another one.');
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION steward.is_database_owner() RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
AS $$
  SELECT pg_get_userbyid(d.datdba) = session_user OR (SELECT r.rolsuper FROM pg_roles r WHERE r.rolname = session_user)
  FROM pg_database d WHERE d.datname = current_database()
$$;

-- The policy that holds: the newest; without one, one approval and nothing else.
CREATE FUNCTION steward.current_policy() RETURNS steward.policy
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
AS $$
  SELECT * FROM (
    SELECT p.* FROM steward.policy p
    UNION ALL
    SELECT NULL::uuid, '-infinity'::timestamptz, '', 'development', 1, 'breaking', NULL::integer, false, '[]'
  ) every ORDER BY at DESC LIMIT 1
$$;

-- The freeze that holds at a moment, or null. A window that ends before it begins goes past midnight.
CREATE FUNCTION steward.freeze_at(freezes text, moment timestamptz) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp SET datestyle = 'ISO, MDY'
AS $$
DECLARE
  span jsonb;
  local timestamp;
  day date;
  from_time time;
  to_time time;
  back integer;
BEGIN
  FOR span IN SELECT value FROM jsonb_array_elements(freezes::jsonb) LOOP
    local := moment AT TIME ZONE (span ->> 'timeZone');
    from_time := (span ->> 'from')::time;
    to_time := (span ->> 'to')::time;
    FOR back IN 0..1 LOOP
      day := local::date - back;
      CONTINUE WHEN NOT (span -> 'days') @> to_jsonb(extract(isodow FROM day)::integer);
      CONTINUE WHEN day < coalesce((span ->> 'startDate')::date, day) OR day > coalesce((span ->> 'endDate')::date, day);
      IF (back = 0 AND local::time >= from_time AND (local::time < to_time OR to_time <= from_time))
        OR (back = 1 AND to_time <= from_time AND local::time < to_time) THEN
        RETURN span ->> 'reason';
      END IF;
    END LOOP;
  END LOOP;
  RETURN NULL;
END $$;

CREATE FUNCTION steward.check_policy() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  span jsonb;
BEGIN
  NEW.at := clock_timestamp();
  NEW.person := session_user;
  IF NOT steward.is_database_owner() THEN
    PERFORM steward.fail('ST001', format('%s does not own this database and cannot change its policy.', session_user),
      'Only the owner''s own login can. Ask who has it.');
  END IF;
  BEGIN
    FOR span IN SELECT value FROM jsonb_array_elements(NEW.freezes::jsonb) LOOP
      PERFORM clock_timestamp() AT TIME ZONE (span ->> 'timeZone'), (span ->> 'from')::time, (span ->> 'to')::time,
        (span ->> 'startDate')::date, (span ->> 'endDate')::date;
      IF coalesce(btrim(span ->> 'reason'), '') = '' OR coalesce(span ->> 'timeZone', '') = ''
        OR (span ->> 'from') IS NULL OR (span ->> 'to') IS NULL
        OR coalesce(jsonb_typeof(span -> 'days'), '') <> 'array' OR NOT '[1,2,3,4,5,6,7]'::jsonb @> (span -> 'days') THEN
        RAISE EXCEPTION 'a freeze needs a reason, a time zone, times and days from 1 (Monday) to 7';
      END IF;
    END LOOP;
  EXCEPTION WHEN OTHERS THEN
    PERFORM steward.fail('ST001', format('The freeze windows cannot be read: %s.', SQLERRM), 'Correct them and save again.');
  END;
  RETURN NEW;
END $$;

-- Whether an emergency was declared for exactly this request within the last four hours, and is allowed.
CREATE FUNCTION steward.is_emergency(request uuid, moment timestamptz) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
AS $$
  SELECT (steward.current_policy()).allows_emergency AND EXISTS (
    SELECT FROM steward.emergency e JOIN steward.request r ON r.id = e.request_id AND r.hash = e.hash
    WHERE e.request_id = request AND e.at > moment - interval '4 hours')
$$;

CREATE FUNCTION steward.check_emergency() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  known text := (SELECT r.hash FROM steward.request r WHERE r.id = NEW.request_id);
BEGIN
  NEW.at := clock_timestamp();
  NEW.person := session_user;
  IF NOT (steward.current_policy()).allows_emergency THEN
    PERFORM steward.fail('ST001', 'The policy of this database allows no emergencies.', 'Its owner can change the policy.');
  END IF;
  IF known IS DISTINCT FROM NEW.hash OR known IS DISTINCT FROM steward.approval_key(NEW.request_id) THEN
    PERFORM steward.fail('ST001', 'The change request is not what you saw: its hash is another one.', 'Read it again first.');
  END IF;
  RETURN NEW;
END $$;

-- Who said yes to exactly these bytes and has not said no since: never the author, by name or by role id.
CREATE FUNCTION steward.approvals(request uuid) RETURNS integer
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
AS $$
  SELECT count(*)::integer FROM (
    SELECT DISTINCT ON (d.person_oid) d.person, d.person_oid, d.verdict, r.author, r.author_oid
    FROM steward.decision d JOIN steward.request r ON r.id = d.request_id AND r.hash = d.hash
    WHERE d.request_id = request
    ORDER BY d.person_oid, d.at DESC
  ) last WHERE last.verdict = 'approve' AND last.person <> last.author AND last.person_oid <> last.author_oid
$$;

CREATE FUNCTION steward.refusals(request uuid) RETURNS integer
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
AS $$
  SELECT count(*)::integer FROM (
    SELECT DISTINCT ON (d.person_oid) d.verdict
    FROM steward.decision d JOIN steward.request r ON r.id = d.request_id AND r.hash = d.hash
    WHERE d.request_id = request
    ORDER BY d.person_oid, d.at DESC
  ) last WHERE last.verdict = 'refuse'
$$;

-- Enough other people, and nobody whose last word is no. An emergency asks for one, never for none.
CREATE OR REPLACE FUNCTION steward.is_approved(request uuid) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
AS $$
  SELECT steward.refusals(request) = 0 AND steward.approvals(request) >=
    CASE WHEN steward.is_emergency(request, clock_timestamp()) THEN 1 ELSE (steward.current_policy()).approvers END
$$;

-- What of the policy stands in the way of a first application, beside approvals. Part of it may be done: then it goes on.
CREATE FUNCTION steward.policy_problem(request uuid, moment timestamptz) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  policy steward.policy := steward.current_policy();
  submitted steward.request;
  rehearsed timestamptz;
  classes text[] := ARRAY['safe', 'risky', 'breaking'];
  frozen text;
BEGIN
  IF steward.is_emergency(request, moment) OR steward.is_begun(request) THEN RETURN NULL; END IF;
  SELECT * INTO submitted FROM steward.request r WHERE r.id = request;
  IF array_position(classes, submitted.class) > array_position(classes, policy.worst_class) THEN
    RETURN format('The policy allows changes up to “%s”; this one is “%s”.', policy.worst_class, submitted.class);
  END IF;
  IF policy.rehearsal_hours IS NOT NULL THEN
    SELECT h.at INTO rehearsed FROM steward.rehearsal h WHERE h.hash = submitted.rehearsal_hash;
    IF rehearsed IS NULL THEN RETURN 'The policy asks for a rehearsal, and there is none.'; END IF;
    IF rehearsed < moment - make_interval(hours => policy.rehearsal_hours) THEN
      RETURN format('The rehearsal is older than the %s hours that the policy allows.', policy.rehearsal_hours);
    END IF;
  END IF;
  frozen := steward.freeze_at(policy.freezes, moment);
  IF frozen IS NOT NULL THEN RETURN format('Changes are frozen now: %s.', frozen); END IF;
  RETURN NULL;
END $$;

-- Something of it is in the database, or may be.
CREATE FUNCTION steward.is_begun(request uuid) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
AS $$
  SELECT EXISTS (SELECT FROM steward.applied_statement s JOIN steward.application a ON a.id = s.application_id
    WHERE a.request_id = request AND (s.state = 'done' OR NOT s.is_transactional))
$$;

CREATE OR REPLACE FUNCTION steward.check_decision() RETURNS trigger
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
  IF request.target_identity <> steward.target_identity() THEN
    PERFORM steward.fail('ST001', 'This change request was made for another database or branch.',
      'Decide on it there, or submit the migrations for this one.');
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

CREATE OR REPLACE FUNCTION steward.check_application() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  request steward.request;
  problem text;
BEGIN
  NEW.at := clock_timestamp();
  NEW.person := session_user;
  NEW.backend_pid := pg_backend_pid();
  IF steward.apply_lock_pid() IS DISTINCT FROM NEW.backend_pid THEN
    PERFORM steward.fail('ST002', 'This session does not hold the apply lock.', 'Apply through Steward.');
  END IF;
  SELECT * INTO request FROM steward.request r WHERE r.id = NEW.request_id;
  IF request.target_identity <> steward.target_identity() THEN
    PERFORM steward.fail('ST001', 'This change request was made for another database or branch.',
      'Submit the migrations for this one.');
  END IF;
  IF request.hash IS DISTINCT FROM steward.approval_key(request.id) THEN
    PERFORM steward.fail('ST001', 'What the ledger holds is not what was approved: its hash is another one.',
      'Verify the ledger, and submit the migrations again.');
  END IF;
  IF NOT steward.is_begun(request.id) AND NOT steward.is_approved(request.id) THEN
    PERFORM steward.fail('ST001', format('The change request is not approved: %s of %s approvals, %s against it.',
      steward.approvals(request.id), (steward.current_policy()).approvers, steward.refusals(request.id)),
      'People other than its author must approve it first.');
  END IF;
  problem := CASE WHEN NEW.direction = 'up' THEN steward.policy_problem(request.id, clock_timestamp()) END;
  IF problem IS NOT NULL THEN
    PERFORM steward.fail('ST001', problem, 'The change request says what to do about it.');
  END IF;
  RETURN NEW;
END $$;

-- An edit is its writer's own; the earlier text stays.
CREATE FUNCTION steward.check_thread() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  writer text;
  is_resolved boolean := coalesce((SELECT t.kind = 'resolve' FROM steward.thread_entry t
    WHERE t.thread_id = NEW.thread_id AND t.kind IN ('resolve', 'reopen') ORDER BY t.at DESC LIMIT 1), false);
BEGIN
  NEW.at := clock_timestamp();
  NEW.person := session_user;
  IF (NEW.kind = 'resolve' AND is_resolved) OR (NEW.kind = 'reopen' AND NOT is_resolved) THEN
    PERFORM steward.fail('ST002', CASE NEW.kind WHEN 'resolve' THEN 'The thread is resolved already.'
      ELSE 'The thread is open already.' END, 'Read the change request again.');
  END IF;
  IF NEW.kind = 'edit' THEN
    SELECT t.person INTO writer FROM steward.thread_entry t
      WHERE t.id = NEW.edits AND t.thread_id = NEW.thread_id AND t.kind = 'reply';
    IF NEW.edits IS NULL THEN SELECT c.person INTO writer FROM steward.comment c WHERE c.id = NEW.thread_id; END IF;
    IF writer IS DISTINCT FROM NEW.person THEN
      PERFORM steward.fail('ST001', 'Only who wrote a comment can edit it.', 'Reply to it instead.');
    END IF;
  ELSIF NEW.edits IS NOT NULL THEN
    PERFORM steward.fail('ST001', 'Only an edit names what it edits.', 'Read the change request again.');
  END IF;
  RETURN NEW;
END $$;

-- Restore points and checks belong to an application: only who holds the apply lock writes them.
CREATE FUNCTION steward.check_applier() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  NEW.at := clock_timestamp();
  NEW.person := session_user;
  IF steward.apply_lock_pid() IS DISTINCT FROM pg_backend_pid() THEN
    PERFORM steward.fail('ST002', 'This session does not hold the apply lock.', 'Apply through Steward.');
  END IF;
  RETURN NEW;
END $$;

DO $$
DECLARE
  name text;
  rule text;
BEGIN
  FOR name, rule IN VALUES ('request_detail', 'check_detail'), ('thread_entry', 'check_thread'), ('policy', 'check_policy'),
    ('emergency', 'check_emergency'), ('restore_point', 'check_applier'), ('check_after', 'check_applier'),
    ('restored', 'check_applier')
  LOOP
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON steward.%I FOR EACH ROW EXECUTE FUNCTION steward.refuse_change()', name);
    EXECUTE format('CREATE TRIGGER keep_all BEFORE TRUNCATE ON steward.%I FOR EACH STATEMENT EXECUTE FUNCTION steward.refuse_change()', name);
    EXECUTE format('CREATE TRIGGER record AFTER INSERT ON steward.%I FOR EACH ROW EXECUTE FUNCTION steward.record_event()', name);
    EXECUTE format('CREATE TRIGGER verify BEFORE INSERT ON steward.%I FOR EACH ROW EXECUTE FUNCTION steward.%I()', name, rule);
  END LOOP;
END $$;

CREATE TRIGGER verify BEFORE INSERT ON steward.migration FOR EACH ROW EXECUTE FUNCTION steward.check_migration();

CREATE FUNCTION steward.add_thread_entry(thread uuid, what text, edited uuid, remark text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$ INSERT INTO steward.thread_entry (thread_id, kind, edits, text) VALUES (thread, what, edited, remark) $$;

CREATE FUNCTION steward.set_policy(policy jsonb) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  INSERT INTO steward.policy (environment, approvers, worst_class, rehearsal_hours, allows_emergency, freezes)
  VALUES (policy ->> 'environment', (policy ->> 'approvers')::integer, policy ->> 'worstClass',
    (policy ->> 'rehearsalHours')::integer, (policy ->> 'allowsEmergency')::boolean, (policy -> 'freezes')::text)
$$;

CREATE FUNCTION steward.declare_emergency(request uuid, expected_hash text, why text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$ INSERT INTO steward.emergency (request_id, hash, reason) VALUES (request, expected_hash, why) $$;

CREATE FUNCTION steward.record_restore_point(request uuid, what text, project text, reference text, called text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  INSERT INTO steward.restore_point (request_id, kind, project_id, reference_id, name)
  VALUES (request, what, project, reference, called)
$$;

CREATE FUNCTION steward.record_check(request uuid, what text, result text, found text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$ INSERT INTO steward.check_after (request_id, kind, outcome, detail) VALUES (request, what, result, found) $$;

CREATE FUNCTION steward.record_restored(request uuid, point text, kept text, last_sequence bigint, last_hash text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  INSERT INTO steward.restored (request_id, restore_point, kept_under, left_sequence, left_hash)
  VALUES (request, point, kept, last_sequence, last_hash)
$$;

-- Only what is new here is closed again: what the owner granted since on older functions stays granted.
DO $$
DECLARE
  given record;
BEGIN
  FOR given IN
    SELECT DISTINCT format('TABLE %s', c.oid::regclass) AS object,
      CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(a.grantee::regrole::text) END AS grantee
    FROM pg_class c CROSS JOIN LATERAL aclexplode(c.relacl) a
    WHERE c.relnamespace = 'steward'::regnamespace AND c.relkind = 'r' AND a.grantee <> c.relowner AND c.relname IN
      ('request_detail', 'thread_entry', 'policy', 'emergency', 'restore_point', 'check_after', 'restored')
    UNION
    SELECT DISTINCT format('FUNCTION %s', p.oid::regprocedure),
      CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(a.grantee::regrole::text) END
    FROM pg_proc p CROSS JOIN LATERAL aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
    WHERE p.pronamespace = 'steward'::regnamespace AND a.grantee <> p.proowner AND p.proname IN
      ('submitted_key', 'approval_key_with', 'check_detail', 'check_migration', 'is_database_owner', 'current_policy',
       'freeze_at', 'check_policy', 'is_emergency', 'check_emergency', 'approvals', 'refusals', 'policy_problem', 'is_begun',
       'check_thread', 'check_applier', 'add_thread_entry', 'set_policy', 'declare_emergency', 'record_restore_point',
       'record_check', 'record_restored')
  LOOP
    EXECUTE format('REVOKE ALL ON %s FROM %s', given.object, given.grantee);
  END LOOP;
END $$;

GRANT SELECT ON steward.request_detail, steward.thread_entry, steward.policy, steward.emergency, steward.restore_point,
  steward.check_after, steward.restored TO PUBLIC;
