-- Only for a ledger that holds nothing, before 0003 is taken away: what it replaced in 0001 and 0002 goes with those.
DROP TRIGGER verify ON steward.migration;
DROP FUNCTION steward.record_restored(uuid, text, text, bigint, text);
DROP FUNCTION steward.record_check(uuid, text, text, text);
DROP FUNCTION steward.record_restore_point(uuid, text, text, text, text);
DROP FUNCTION steward.declare_emergency(uuid, text, text);
DROP FUNCTION steward.set_policy(jsonb);
DROP FUNCTION steward.add_thread_entry(uuid, text, uuid, text);
DROP FUNCTION steward.is_begun(uuid);
DROP FUNCTION steward.policy_problem(uuid, timestamptz);
DROP FUNCTION steward.refusals(uuid);
DROP FUNCTION steward.approvals(uuid);
DROP FUNCTION steward.is_emergency(uuid, timestamptz);
DROP FUNCTION steward.freeze_at(text, timestamptz);
DROP FUNCTION steward.current_policy();
DROP FUNCTION steward.check_migration();
