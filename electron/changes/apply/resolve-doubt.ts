import type { IndexStmt, Node, RangeVar } from "libpg-query";
import { AppError } from "../../../shared/ipc/app-error.ts";
import { quoteName } from "../../../shared/sql/quote.ts";
import type { ReadSession, WriteSession } from "../../postgres/session.ts";
import { namesOf, relationSql } from "../lint/nodes.ts";
import type { PreparedStatement } from "../script/prepare-script.ts";

/**
 * What became of a statement outside transactions that was begun and never recorded as done, as the catalog tells:
 * `done`, or `again` after what it left behind (an invalid index) was removed. Rejects with `outcomeUnknown` where the
 * catalog cannot tell. The caller holds the apply lock, so nothing of the statement runs any more.
 */
export async function resolveDoubt(session: WriteSession, statement: PreparedStatement): Promise<"done" | "again"> {
  const { node } = statement;
  if ("IndexStmt" in node) return await resolveCreateIndex(session, node.IndexStmt, statement);
  if ("DropStmt" in node && node.DropStmt.removeType === "OBJECT_INDEX")
    return (await readIndex(session, droppedName(node.DropStmt.objects ?? []))) === null ? "done" : "again";
  if ("AlterEnumStmt" in node) {
    const { typeName, newVal } = node.AlterEnumStmt;
    return (await hasEnumValue(session, namesOf(typeName), newVal ?? "")) ? "done" : "again";
  }
  if ("ReindexStmt" in node) return await removeRebuilt(session, node.ReindexStmt.relation);
  if ("VacuumStmt" in node) return "again";
  throw new AppError("outcomeUnknown", `Whether this statement took effect cannot be told: ${statement.sql}`, {
    hint: "Look at the database. If it did, submit the rest as a new migration; if not, roll back.",
  });
}

interface FoundIndex {
  readonly name: string;
  readonly isValid: boolean;
}

async function resolveCreateIndex(session: WriteSession, create: IndexStmt, statement: PreparedStatement) {
  const name = create.idxname;
  if (name === undefined || name === "")
    throw new AppError("outcomeUnknown", `The index has no name, so it cannot be found again: ${statement.sql}`, {
      hint: "Drop its invalid index by hand, if there is one, and submit the migration with a named index.",
    });
  // An index lives in the schema of its table.
  const table = await session.query(
    `SELECT n.nspname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
     WHERE c.oid = pg_catalog.to_regclass($1)`,
    [relationSql(create.relation)],
  );
  const schema = table.rows[0]?.[0];
  if (!schema) return "again";
  const index = await readIndex(session, quoteName({ schema, name }));
  if (index === null) return "again";
  if (index.isValid) return "done";
  await session.execute(`DROP INDEX CONCURRENTLY ${index.name}`);
  return "again";
}

/** Invalid copies that an interrupted REINDEX CONCURRENTLY left beside the indexes of a table (`name_ccnew`, `_ccold`). */
async function removeRebuilt(session: WriteSession, relation: RangeVar | undefined): Promise<"again"> {
  const left = await session.query(
    `SELECT i.indexrelid::pg_catalog.regclass::text FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
     WHERE NOT i.indisvalid AND c.relname ~ '_cc(new|old)[0-9]*$' AND (i.indrelid = pg_catalog.to_regclass($1)
       OR i.indrelid = (SELECT o.indrelid FROM pg_catalog.pg_index o WHERE o.indexrelid = pg_catalog.to_regclass($1)))`,
    [relationSql(relation)],
  );
  for (const [name] of left.rows) await session.execute(`DROP INDEX CONCURRENTLY ${name}`);
  return "again";
}

function droppedName(objects: readonly Node[]): string {
  const [first] = objects;
  const parts = first && "List" in first ? namesOf(first.List.items) : [];
  return relationSql({ schemaname: parts.at(-2), relname: parts.at(-1) } as RangeVar); // only the two fields that are read
}

async function readIndex(session: ReadSession, sqlName: string): Promise<FoundIndex | null> {
  const found = await session.query(
    `SELECT i.indexrelid::pg_catalog.regclass::text, i.indisvalid AND i.indisready FROM pg_catalog.pg_index i
     WHERE i.indexrelid = pg_catalog.to_regclass($1)`,
    [sqlName],
  );
  const [name, isValid] = found.rows[0] ?? [];
  return name ? { name, isValid: isValid === "t" } : null;
}

async function hasEnumValue(session: ReadSession, names: readonly string[], value: string): Promise<boolean> {
  const type = relationSql({ schemaname: names.at(-2), relname: names.at(-1) } as RangeVar); // only the two fields that are read
  const found = await session.query(
    "SELECT FROM pg_catalog.pg_enum WHERE enumtypid = pg_catalog.to_regtype($1) AND enumlabel = $2",
    [type, value],
  );
  return found.rowCount > 0;
}

/**
 * A CREATE INDEX CONCURRENTLY that succeeded may still have left an invalid index: IF NOT EXISTS skips an earlier
 * failure. Rejects with `conflict`.
 */
export async function checkBuiltIndex(session: ReadSession, node: Node): Promise<void> {
  if (!("IndexStmt" in node) || !node.IndexStmt.idxname) return;
  const { relation, idxname } = node.IndexStmt;
  const found = await session.query(
    `SELECT x.relname FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
     WHERE i.indrelid = pg_catalog.to_regclass($1) AND x.relname = $2 AND NOT i.indisvalid`,
    [relationSql(relation), idxname],
  );
  if (found.rowCount > 0)
    throw new AppError("conflict", `The index ${idxname} is there but invalid: an earlier build of it failed.`, {
      hint: `Drop it with DROP INDEX CONCURRENTLY and apply again.`,
    });
}
