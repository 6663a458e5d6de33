import type { BranchCopy } from "../../../../shared/branches/model.ts";
import { type BranchMarker, withoutMarker, writeMarker } from "../../../../shared/branches/template/marker.ts";
import { isAppError } from "../../../../shared/ipc/app-error.ts";
import type { ControlPlaneCall } from "../../control-plane.ts";
import { copyByDump } from "../dump/copy-by-dump.ts";
import { findDumpPrograms } from "../dump/dump-programs.ts";
import { createEmptySql, createFromTemplateSql, dropSql, finishCopySql } from "../server/copy-statements.ts";
import type { ServerDatabase } from "../server/databases.ts";
import { endSessionsOn, explainBusy } from "../server/sessions.ts";
import { readSourceFacts, type SourceFacts } from "../server/source-facts.ts";
import type { ServerView, TemplateParts } from "../template-server.ts";

/** One copy of a database on its own server. */
export interface CopyRequest {
  readonly from: ServerDatabase;
  readonly name: string;
  readonly copy: BranchCopy;
  readonly marker: BranchMarker;
  readonly endSessions: readonly string[];
}

const cause = "template branches: make a branch";

/**
 * Makes the database, gives it rights, settings and comment of the source, and its mark. The mark comes last: a database
 * without it is not whole. What this made is dropped again when a later part fails. Rejects with `conflict` when sessions are in the
 * way, with `refused` when one may not be ended, `sql`, `diskFull`, `cancelled`.
 */
export async function makeCopy(
  parts: TemplateParts,
  view: ServerView,
  request: CopyRequest,
  call: ControlPlaneCall,
): Promise<void> {
  const { session } = view;
  const { from, name, marker } = request;
  const facts = await readSourceFacts(session, from.oid);
  const options = { cause, ...(call.signal ? { signal: call.signal } : {}) };
  const isDump = request.copy === "dump" || marker.content === "schemaOnly";
  const programs = isDump ? await findDumpPrograms(majorOf(view), parts.environment) : null;
  if (programs === null) await makeWay(parts, view, request);
  call.report?.({ step: programs === null ? `copying ${from.name} on the server` : "making an empty database" });
  try {
    const sql =
      programs === null
        ? createFromTemplateSql(name, from, facts, view.server.versionNumber)
        : createEmptySql(name, facts);
    await session.execute(sql, [], options);
  } catch (error) {
    throw await explainBusy(error, session, [from.oid]);
  }
  try {
    if (programs !== null) {
      const parameters = { ...view.parameters, database: from.name };
      const isSchemaOnly = marker.content === "schemaOnly";
      await copyByDump({ programs, parameters, target: name, isSchemaOnly }, call);
    }
    call.report?.({ step: "copying rights and settings" });
    await finish(parts, view, request, facts);
  } catch (error) {
    await session.execute(dropSql(name, true), [], { cause });
    throw error;
  }
}

/** The version's major number. */
export function majorOf({ server }: Pick<ServerView, "server">): number {
  return Math.floor(server.versionNumber / 10_000);
}

/** The comment of a copy: the source's own words and the mark. */
export function commentOf(view: ServerView, { from, marker }: Pick<CopyRequest, "from" | "marker">): string {
  return writeMarker(withoutMarker(from.comment), view.root.name, marker);
}

/** Steward's own idle reads are let go; of others only those that somebody agreed to end. */
async function makeWay(parts: TemplateParts, view: ServerView, { from, endSessions }: CopyRequest): Promise<void> {
  await parts.releaseSessions(view.source.connectionId);
  await endSessionsOn(view.session, [from.oid], endSessions);
}

/** In one transaction. A setting that only a superuser may give is left out, and the log says so. */
async function finish(parts: TemplateParts, view: ServerView, request: CopyRequest, facts: SourceFacts): Promise<void> {
  await view.session.transaction(async (session) => {
    for (const sql of finishCopySql(request.name, facts, commentOf(view, request))) {
      await session.execute("SAVEPOINT one", [], { cause });
      try {
        await session.execute(sql, [], { cause });
      } catch (error) {
        const isSetting = / SET /.test(sql) && !sql.startsWith("COMMENT");
        if (!isSetting || !isAppError(error, "sql") || error.details.postgres?.sqlstate !== "42501") throw error;
        await session.execute("ROLLBACK TO SAVEPOINT one", [], { cause });
        parts.log(`Branch ${request.name} is without a setting of its source: ${error.message}`);
      }
    }
  });
}
