import { type BranchMarker, writeMarker } from "../../../../shared/branches/template/marker.ts";
import { commentSql, renameSql } from "../server/copy-statements.ts";
import type { ServerView } from "../template-server.ts";

const cause = "template branches: replace a branch";

/** Gives a fresh copy the name of the branch that it replaces, which is dropped by now: both or nothing. */
export async function takePlace(
  { session, root }: ServerView,
  from: string,
  to: string,
  marker: BranchMarker,
  ownComment: string,
): Promise<void> {
  const text = writeMarker(ownComment, root.name, { ...marker, replaces: false });
  await session.transaction(async (inside) => {
    await inside.execute(renameSql(from, to), [], { cause });
    await inside.execute(commentSql(to, text), [], { cause });
  });
}
