import type { LedgerVerification } from "../../../shared/changes/model.ts";
import { sha256Hex } from "../../migrations/script-bytes.ts";
import type { ReadSession } from "../../postgres/session.ts";
import { approvalKey } from "../script/hashes.ts";
import { readLedgerRequest } from "./read-requests.ts";

/** Tables whose rows have an event, and how the event's key is written. */
const recorded: readonly (readonly [string, string])[] = [
  ["installed", "t.id"],
  ["rehearsal", "t.hash"],
  ["request", "t.id::text"],
  ["decision", "t.id::text"],
  ["comment", "t.id::text"],
  ["request_detail", "t.request_id::text"],
  ["thread_entry", "t.id::text"],
  ["policy", "t.id::text"],
  ["emergency", "t.id::text"],
  ["restore_point", "t.id::text"],
  ["check_after", "t.id::text"],
  ["restored", "t.id::text"],
  ["application", "t.id::text"],
  ["application_end", "t.application_id::text"],
  ["applied_statement", "pg_catalog.concat_ws('/', t.application_id, t.index, t.state)"],
];

/** Every event beside the row it is about: hashes of both, computed by built-in functions, not by the ledger's own. */
const chainSql = `SELECT e.sequence, e.previous_hash, e.hash, e.content_sha256, found.content_sha256, found.subject || ' ' || found.key,
    pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to((pg_catalog.jsonb_build_array(e.previous_hash, e.sequence,
      pg_catalog.to_char(e.at, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), e.person, e.kind, e.request_id, e.summary, e.subject,
      e.subject_key, e.content_sha256) || CASE WHEN e.target IS NULL THEN '[]'::pg_catalog.jsonb
        ELSE pg_catalog.jsonb_build_array(e.target) END)::text, 'UTF8')), 'hex'), e.subject || ' ' || e.subject_key
  FROM steward.event e FULL JOIN (${recorded
    .map(
      ([table, key]) => `SELECT '${table}' AS subject, ${key} AS key, pg_catalog.encode(pg_catalog.sha256(
        pg_catalog.convert_to(pg_catalog.to_jsonb(t)::text, 'UTF8')), 'hex') AS content_sha256 FROM steward.${table} t`,
    )
    .join(" UNION ALL ")}) found ON found.subject = e.subject AND found.key = e.subject_key
  ORDER BY e.sequence NULLS LAST`;

const guardSql = `SELECT pg_catalog.count(*) FROM pg_catalog.pg_trigger g JOIN pg_catalog.pg_class c ON c.oid = g.tgrelid
  WHERE c.relnamespace = pg_catalog.to_regnamespace('steward') AND NOT g.tgisinternal AND g.tgenabled = 'O'`;

/** Triggers of the ledger as its migrations make them: 17 rules, two guards for each of 17 tables, a recorder for each row kind. */
const guardCount = 17 + 2 * 17 + recorded.length;

/**
 * Recomputes the chain, the rows' hashes and each request's approval key. Finds rows that were changed, removed or
 * added past the ledger, and switched-off guards. A cut-off tail that took its rows along is found only by comparing
 * the head hash with one noted earlier. `session` must be a reading transaction.
 */
export async function verifyLedger(session: ReadSession): Promise<LedgerVerification> {
  await session.query(
    "SELECT pg_catalog.set_config('TimeZone', 'UTC', true), pg_catalog.set_config('bytea_output', 'hex', true), pg_catalog.set_config('DateStyle', 'ISO, MDY', true)",
  );
  const { rows } = await session.query(chainSql, [], { maxRows: 0 });
  const events = rows.filter(([sequence]) => sequence !== null).length;
  const broken = (brokenSequence: number, reason: string) =>
    ({ isIntact: false, rows: events, brokenSequence, reason }) as const;
  let head: string | null = null;
  for (const [index, row] of rows.entries()) {
    const [sequence, previous, hash, expectedContent, content, found, recomputed, subject] = row;
    if (sequence === null) return broken(events + 1, `${found} is in the ledger without an event.`);
    if (Number(sequence) !== index + 1) return broken(index + 1, `Event ${index + 1} is missing.`);
    if (previous !== (head ?? "0".repeat(64)))
      return broken(index + 1, "The event does not follow on the one before it.");
    if (recomputed !== hash) return broken(index + 1, "The event was changed: its hash is another one.");
    if (content === null) return broken(index + 1, `${subject} was removed.`);
    if (content !== expectedContent) return broken(index + 1, `${subject} was changed.`);
    head = hash ?? null;
  }
  const request = await findChangedRequest(session);
  if (request) return broken(request.sequence, request.reason);
  const guards = Number((await session.query(guardSql)).rows[0]?.[0]);
  if (guards < guardCount)
    return broken(events, `${guardCount - guards} of the ledger's ${guardCount} triggers are missing or switched off.`);
  return { isIntact: true, rows: events, headHash: head };
}

/** The first request whose scripts are not those that its hash covers. */
async function findChangedRequest(session: ReadSession): Promise<{ sequence: number; reason: string } | null> {
  const listed = await session.query(
    "SELECT request_id, sequence FROM steward.event WHERE subject = 'request' ORDER BY sequence",
  );
  for (const [id, sequence] of listed.rows) {
    const request = await readLedgerRequest(session, id ?? "");
    const rehearsalHash = request.report === null ? request.rehearsalHash : sha256Hex(request.report);
    if (approvalKey({ ...request, rehearsalHash }) !== request.hash)
      return { sequence: Number(sequence), reason: `The scripts of “${request.title}” were changed.` };
  }
  return null;
}
