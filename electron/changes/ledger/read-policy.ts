import type { PolicyHistory, RecordedPolicy } from "../../../shared/changes/review-model.ts";
import { defaultPolicy, type Freeze } from "../../../shared/changes/review-model.ts";
import type { ReadSession } from "../../postgres/session.ts";
import { isoTime, readRows } from "./rows.ts";

interface PolicyRow extends Omit<RecordedPolicy, "freezes"> {
  readonly freezes: string;
}

/** The policy of the ledger's database, newest first. */
export async function readPolicy(session: ReadSession): Promise<PolicyHistory> {
  const rows = await readRows<PolicyRow>(
    session,
    `SELECT environment, approvers, worst_class AS "worstClass", rehearsal_hours AS "rehearsalHours",
       allows_emergency AS "allowsEmergency", freezes, person, ${isoTime("at")} AS at FROM steward.policy ORDER BY steward.policy.at DESC`,
  );
  const recorded = rows.map((row) => ({ ...row, freezes: JSON.parse(row.freezes) as readonly Freeze[] })); // checked by the ledger
  return { current: recorded[0] ?? defaultPolicy, recorded, owner: await readOwner(session) };
}

/** The role that owns the database. */
export async function readOwner(session: ReadSession): Promise<string> {
  const found = await session.query(
    "SELECT pg_catalog.pg_get_userbyid(datdba) FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database()",
  );
  return found.rows[0]?.[0] ?? "";
}
