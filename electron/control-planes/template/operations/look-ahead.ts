import type { BranchPreflight } from "../../../../shared/branches/model.ts";
import type { BranchMarker } from "../../../../shared/branches/template/marker.ts";
import { rootBranchId } from "../../../../shared/branches/template/project.ts";
import type { BranchStep } from "../../control-plane.ts";
import { dumpArguments } from "../dump/copy-by-dump.ts";
import {
  commentSql,
  createEmptySql,
  createFromTemplateSql,
  dropSql,
  finishCopySql,
  renameSql,
} from "../server/copy-statements.ts";
import type { ServerDatabase } from "../server/databases.ts";
import { endSessionSql, listSessionsOn, pidOf } from "../server/sessions.ts";
import { readSourceFacts } from "../server/source-facts.ts";
import { findBranchDatabase, type ServerView } from "../template-server.ts";
import { replacementName } from "./change-branch.ts";
import { expiryAfter } from "./create-branch.ts";
import { commentOf } from "./make-copy.ts";

/** Who is in the way of a step, and the statements that it would send. Reads only. */
export async function lookAhead(view: ServerView, branchId: string, step: BranchStep): Promise<BranchPreflight> {
  const database = findBranchDatabase(view, branchId);
  if (step.kind === "create") {
    const { name, content, copy = "template", timeToLiveSeconds } = step;
    const isDump = copy === "dump" || content === "schemaOnly";
    const marker = draftMarker(view, database, { content, copy, expiresAt: expiryAfter(timeToLiveSeconds) });
    const sessions = isDump ? [] : await listSessionsOn(view.session, [database.oid]);
    return { sessions, statements: [...ends(sessions), ...(await copySql(view, database, name, marker))] };
  }
  if (step.kind === "delete") {
    const sessions = await listSessionsOn(view.session, [database.oid]);
    return { sessions, statements: [...ends(sessions), dropSql(database.name, false)] };
  }
  const { marker } = database;
  const from = findBranchDatabase(view, marker?.parentId ?? rootBranchId);
  const isDump = marker?.copy === "dump" || marker?.content === "schemaOnly";
  const sessions = await listSessionsOn(view.session, isDump ? [database.oid] : [from.oid, database.oid]);
  const fresh = draftMarker(view, from, {
    content: marker?.content ?? "data",
    copy: marker?.copy ?? "template",
    expiresAt: marker?.expiresAt ?? null,
  });
  const temporary = replacementName(marker?.id ?? branchId);
  return {
    sessions,
    statements: [
      ...ends(sessions),
      ...(await copySql(view, from, temporary, fresh)),
      dropSql(database.name, false),
      renameSql(temporary, database.name),
      commentSql(database.name, commentOf(view, { from, marker: fresh })),
    ],
  };
}

function ends(sessions: BranchPreflight["sessions"]): readonly string[] {
  return sessions.map((session) => endSessionSql(pidOf(session)));
}

async function copySql(
  view: ServerView,
  from: ServerDatabase,
  name: string,
  marker: BranchMarker,
): Promise<readonly string[]> {
  const facts = await readSourceFacts(view.session, from.oid);
  const finish = finishCopySql(name, facts, commentOf(view, { from, marker }));
  if (marker.copy === "template" && marker.content === "data")
    return [createFromTemplateSql(name, from, facts, view.server.versionNumber), ...finish];
  const { dump, restore } = dumpArguments(marker.content === "schemaOnly");
  const programs = `-- pg_dump ${dump.join(" ")} | pg_restore ${restore.join(" ")}`;
  return [createEmptySql(name, facts), programs, ...finish];
}

/** As it would be; the id is drawn and the time taken when the branch is made. */
function draftMarker(
  view: ServerView,
  parent: ServerDatabase,
  how: Pick<BranchMarker, "content" | "copy" | "expiresAt">,
): BranchMarker {
  return {
    id: "tb-0000000000000000",
    root: view.root.oid,
    parentId: parent.oid === view.root.oid ? null : (parent.marker?.id ?? null),
    createdAt: new Date().toISOString(),
    purpose: "work",
    isProtected: false,
    replaces: false,
    ...how,
  };
}
