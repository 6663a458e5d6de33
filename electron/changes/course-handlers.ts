import { headCopy } from "../../shared/branches/model.ts";
import type { changesContract } from "../../shared/changes/contract.ts";
import { branchingOf } from "../../shared/connections/branching-of.ts";
import { type Connection, environments } from "../../shared/connections/model.ts";
import { AppError } from "../../shared/ipc/app-error.ts";
import type { Handlers, RequestContext } from "../ipc/handlers.ts";
import type { RequestRun } from "./apply/apply-request.ts";
import type { PauseSwitch } from "./apply/pause-switch.ts";
import { restoreTarget } from "./apply/restore-target.ts";
import { lintAllUsable } from "./folder/usable-migrations.ts";
import type { HandlerParts } from "./handler-parts.ts";
import { parseDetail } from "./ledger/describe-request.ts";
import { ensureLedger } from "./ledger/install-ledger.ts";
import { readLedgerRequest } from "./ledger/read-requests.ts";
import { submitRequest } from "./ledger/write-requests.ts";
import { rehearse } from "./rehearsal/rehearse.ts";
import { keepReportFile, recordReport } from "./rehearsal/report.ts";

type CourseChannel = "changes.promote" | "changes.pause" | "changes.restore";
type CourseHandlers = Pick<Handlers<typeof changesContract>, CourseChannel>;

/** How long a restore point is kept. */
const keepSeconds = 7 * 86_400;

/** Answers what steers an application, and what follows one. */
export function courseHandlers(parts: HandlerParts, pauses: PauseSwitch): CourseHandlers {
  return {
    "changes.pause": async ({ id, isPaused }) => {
      pauses.set(id, isPaused);
      return pauses.isPaused(id);
    },
    "changes.promote": (input, context) => promote(parts, input, context),
    "changes.restore": async ({ connectionId, id, role, restorePointId }, { signal, report }) => {
      const connection = await parts.findConnection(connectionId);
      const branching = branchingOf(connection);
      if (!branching) throw noRestorePoint();
      const plane = parts.controlPlaneOf(branching.projectId);
      const target = parts.targetOf(connectionId, role);
      await restoreTarget({ target, plane, branching, requestId: id, restorePointId, signal, report });
      return await parts.afterChange(connectionId, id);
    },
  };
}

interface Promote {
  readonly connectionId: string;
  readonly id: string;
  readonly toConnectionId: string;
  readonly role?: string | undefined;
}

/** Rehearses and submits the bytes of an applied request on the next environment. They come from the ledger, not the folder. */
async function promote(parts: HandlerParts, input: Promote, { signal, report }: RequestContext) {
  const { connectionId, id, role, toConnectionId } = input;
  const [from, to] = [await parts.findConnection(connectionId), await parts.findConnection(toConnectionId)];
  refuseBackwards(from, to);
  const shown = await parts.readRequest(connectionId, id);
  if (shown.state !== "applied")
    throw new AppError("refused", `Only what is applied on ${from.name} can be promoted.`, {
      hint: "Apply it there first.",
    });
  const source = await parts.databases.read({ connectionId }, "ledger: promotion", (session) =>
    readLedgerRequest(session, id),
  );
  const context = await parts.databases.read({ connectionId: toConnectionId }, "lint: catalog", (session) =>
    parts.lintedAgainst(session, signal)(source.migrations),
  );
  const migrations = await lintAllUsable(source.migrations, parts.parser, context);
  const target = parts.targetOf(toConnectionId, role);
  await ensureLedger(target, parts.ledgerMigrationsFolder);
  const branching = branchingOf(to);
  if (branching) {
    const controlPlane = parts.controlPlaneOf(branching.projectId);
    const rehearsed = await rehearse({
      target,
      connection: to,
      controlPlane,
      migrations,
      parser: parts.parser,
      queriesSql: undefined,
      signal,
      report,
    });
    await keepReportFile(parts.reportsFolder, rehearsed.report, rehearsed.text);
    await recordReport(target, rehearsed.report, rehearsed.text);
  }
  const { specReference, course } = parseDetail(source.detail);
  const promoted = await submitRequest(target, {
    title: source.title,
    description: source.description,
    options: source.options,
    migrations,
    needsRehearsal: branching !== null,
    specReference,
    course: branching ? course : { ...course, makesRestorePoint: false },
    promotedFrom: { connectionId, requestId: id, hash: source.hash },
  });
  return await parts.afterChange(toConnectionId, promoted);
}

function refuseBackwards(from: Connection, to: Connection): void {
  if (environments.indexOf(to.environment) < environments.indexOf(from.environment)) return; // production stands first
  throw new AppError("refused", `${to.name} is ${to.environment}; it does not come after ${from.environment}.`, {
    hint: `Promotion goes ${environments.toReversed().join(", then ")}.`,
  });
}

/** What keeps the target as it is before an application; null where nothing can. */
export function restorePointMaker(
  parts: HandlerParts,
  connection: Connection,
  call: Pick<RequestContext, "signal" | "report">,
): RequestRun["keepRestorePoint"] {
  const branching = branchingOf(connection);
  if (!branching) return null;
  const { projectId, defaultBranchId } = branching;
  return async (name) => {
    const plane = parts.controlPlaneOf(projectId);
    const wanted = { projectId, parentId: defaultBranchId, name: await freeName(parts, projectId, name), ...headCopy };
    const branch = await plane.createBranch({ ...wanted, timeToLiveSeconds: keepSeconds, purpose: "work" }, call);
    return { kind: "branch", projectId, referenceId: branch.id, name: branch.name };
  };
}

/** An earlier try may have left a branch of that name. */
async function freeName(parts: HandlerParts, projectId: string, name: string): Promise<string> {
  const taken = new Set((await parts.controlPlaneOf(projectId).listBranches(projectId)).map((branch) => branch.name));
  let free = name;
  for (let attempt = 2; taken.has(free); attempt++) free = `${name}-${attempt}`;
  return free;
}

/** Nothing makes branches of this target. */
export function noRestorePoint(): AppError {
  return new AppError("refused", "This connection has no control plane that could keep a restore point.", {
    hint: "Submit without one, or turn on the connection's branches by template databases.",
  });
}
