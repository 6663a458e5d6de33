import { withoutMarker } from "../../../../shared/branches/template/marker.ts";
import { dropSql } from "../server/copy-statements.ts";
import type { ServerDatabase } from "../server/databases.ts";
import type { BegunCopy } from "../state/branch-book.ts";
import type { ServerView, TemplateParts } from "../template-server.ts";
import { takePlace } from "./take-place.ts";

const cause = "template branches: tidy up";

/** Notes a copy before it is begun. */
export async function noteBegun(parts: TemplateParts, projectId: string, copy: BegunCopy): Promise<void> {
  await parts.book.change(projectId, (entry) => ({
    ...entry,
    begun: [...entry.begun.filter(({ branchId }) => branchId !== copy.branchId), copy],
  }));
}

/** Takes the note away. */
export async function forgetBegun(parts: TemplateParts, projectId: string, branchId: string): Promise<void> {
  await parts.book.change(projectId, (entry) => ({
    ...entry,
    begun: entry.begun.filter((one) => one.branchId !== branchId),
  }));
}

/** The database of a copy that a killed app left without its mark; null when there is none. */
export function findHalfMade(
  parts: TemplateParts,
  view: ServerView,
  projectId: string,
  branchId: string,
): ServerDatabase | null {
  const copy = parts.book.entryOf(projectId).begun.find((one) => one.branchId === branchId);
  const database = view.databases.find(({ name }) => name === copy?.database);
  return database && database.marker === null && database.owner !== "" ? database : null;
}

/**
 * Puts in order what a killed app of this computer left: a finished branch is only noted, a copy that was to replace a branch
 * takes its place where that is free and goes where it is not. A database without a mark stays, and is shown as failed: nobody
 * can tell whose it is. Gives whether something changed.
 */
export async function settleBegun(
  parts: TemplateParts,
  view: ServerView,
  projectId: string,
  isUnderWay: (branchId: string) => boolean,
): Promise<boolean> {
  let hasChanged = false;
  for (const copy of parts.book.entryOf(projectId).begun.filter(({ branchId }) => !isUnderWay(branchId))) {
    const database = view.databases.find(({ name }) => name === copy.database);
    if (database && database.marker === null) continue;
    if (database?.marker?.replaces && database.marker.id === copy.branchId && copy.replaces !== null)
      await settleReplacement(parts, view, database, copy.replaces);
    await forgetBegun(parts, projectId, copy.branchId);
    hasChanged = true;
  }
  return hasChanged;
}

async function settleReplacement(
  parts: TemplateParts,
  view: ServerView,
  database: ServerDatabase,
  place: string,
): Promise<void> {
  const { session, databases } = view;
  if (databases.some(({ name }) => name === place)) {
    await session.execute(dropSql(database.name, false), [], { cause });
    parts.log(`Removed the copy ${database.name} of a reset that was interrupted; ${place} is as it was.`);
  } else if (database.marker) {
    await takePlace(view, database.name, place, database.marker, withoutMarker(database.comment));
    parts.log(`Finished the reset of ${place} that was interrupted.`);
  }
}
