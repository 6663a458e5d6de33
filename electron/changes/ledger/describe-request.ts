import type {
  Application,
  AppliedStatement,
  ChangeRequest,
  LedgerEvent,
  MigrationFinding,
  RehearsalReport,
} from "../../../shared/changes/model.ts";
import { neededApprovals } from "../../../shared/changes/policy-rules.ts";
import { requestState } from "../../../shared/changes/request-state.ts";
import { plainCourse, type RequestDetail } from "../../../shared/changes/review-model.ts";
import { decodeScript, type MigrationBytes, sha256Hex } from "../../migrations/script-bytes.ts";
import type { SqlParser } from "../../sql/parser/sql-parser.ts";
import { type PreparedStatement, prepareScript } from "../script/prepare-script.ts";
import { isBegun, type LedgerRequest, policySubject } from "./read-requests.ts";
import type { Run } from "./read-runs.ts";

/** A change request as reviewers read it. */
export async function describeRequest(
  request: LedgerRequest,
  events: readonly LedgerEvent[],
  parser: SqlParser,
): Promise<ChangeRequest> {
  const { runs, rehearsalHash, report, findings, migrations, detail, ...rest } = request;
  const needed = neededApprovals(request.policy, policySubject(request), new Date());
  return {
    ...rest,
    detail: parseDetail(detail),
    isBegun: isBegun(runs),
    state: requestState({ ...request, runs, neededApprovals: needed }),
    findings: JSON.parse(findings) as readonly MigrationFinding[], // recorded by `submitRequest`
    report: report === null || rehearsalHash === null ? null : parseReport(report, rehearsalHash),
    migrations: migrations.map(({ id, order, up, down }) => ({
      id,
      order,
      upSql: textOf(up),
      downSql: down === null ? null : textOf(down),
      upSha256: sha256Hex(up),
      downSha256: down === null ? null : sha256Hex(down),
    })),
    applications: await Promise.all(runs.map((run) => describeRun(run, migrations, parser))),
    events,
  };
}

/** The detail as it was recorded; what an older request did not say is empty. */
export function parseDetail(text: string | null): RequestDetail {
  if (text === null) return { specReference: "", course: plainCourse, supersedes: null, promotedFrom: null };
  return JSON.parse(text) as RequestDetail; // recorded by `submitRequest`; the ledger checked its hash
}

/** The report whose text the ledger keeps under `hash`. */
export function parseReport(text: string, hash: string): RehearsalReport {
  const rest = JSON.parse(text) as Omit<RehearsalReport, "hash">; // recorded by `recordReport`; the ledger checked its hash
  return { ...rest, hash };
}

async function describeRun(run: Run, migrations: readonly MigrationBytes[], parser: SqlParser): Promise<Application> {
  const { id, migrationId, direction, person, startedAt, endedAt, outcome, failedStatement, error } = run;
  const bytes = migrations.find((migration) => migration.id === migrationId)?.[direction] ?? Buffer.alloc(0);
  const script = await prepareScript(textOf(bytes), parser);
  const statements = describeStatements(run, script);
  return { id, migrationId, direction, person, startedAt, endedAt, outcome, failedStatement, error, statements };
}

/** The furthest state of each statement. Rows of one statement stand in the order they were written. */
function describeStatements(run: Run, script: readonly PreparedStatement[]): readonly AppliedStatement[] {
  const furthest = new Map(run.statements.filter(({ state }) => state === "started").map((row) => [row.index, row]));
  for (const row of run.statements) if (row.state !== "started") furthest.set(row.index, row);
  return [...furthest.values()]
    .sort((left, right) => left.index - right.index)
    .map(({ index, state, durationMs, rows, error }) => {
      return { index, state, sql: script[index]?.sql ?? "", durationMs, rows, error };
    });
}

function textOf(bytes: Uint8Array): string {
  return decodeScript(bytes) ?? "";
}
