import type { ObjectName } from "../../../../shared/databases/model.ts";
import { quoteIdentifier, quoteName } from "../../../../shared/sql/quote.ts";
import type { ReadSession } from "../../../postgres/session.ts";
import { relationsOf } from "../../../sql/reading-statement.ts";
import { droppedNames } from "../../lint/nodes.ts";
import type { PreparedStatement } from "../../script/prepare-script.ts";

/** A table whose rows are looked at. */
export interface WatchedTable extends ObjectName {
  readonly oid: string;
  /** It and its partitions, as `schema.name`. */
  readonly covers: readonly string[];
}

/** Those named, and those that a foreign key with CASCADE, SET NULL or SET DEFAULT lets them write to. */
const tablesSql = `WITH RECURSIVE named AS (
    SELECT c.oid FROM pg_catalog.unnest($1::pg_catalog.text[]) wanted
    JOIN pg_catalog.pg_class c ON c.oid = pg_catalog.to_regclass(wanted) AND c.relkind IN ('r', 'p')
    UNION SELECT k.conrelid FROM named JOIN pg_catalog.pg_constraint k ON k.confrelid = named.oid
      AND k.contype = 'f' AND k.conparentid = 0 AND (k.confdeltype IN ('c', 'n', 'd') OR k.confupdtype IN ('c', 'n', 'd')))
  SELECT c.oid, n.nspname, c.relname,
    coalesce((SELECT pg_catalog.json_agg(pn.nspname || '.' || pc.relname) FROM pg_catalog.pg_partition_tree(c.oid) p
      JOIN pg_catalog.pg_class pc ON pc.oid = p.relid JOIN pg_catalog.pg_namespace pn ON pn.oid = pc.relnamespace), '[]')
  FROM named JOIN pg_catalog.pg_class c USING (oid) JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace ORDER BY 2, 3`;

/** Tables that exist and that the statements name, drop, or write to by way of a foreign key. */
export async function findTouchedTables(
  session: ReadSession,
  statements: readonly PreparedStatement[],
): Promise<readonly WatchedTable[]> {
  const named = statements.flatMap(({ node }) => [
    ...relationsOf(node).map(({ schema, name }) =>
      schema === null ? quoteIdentifier(name) : quoteName({ schema, name }),
    ),
    ...("DropStmt" in node ? droppedNames(node.DropStmt).map(quoteDotted) : []),
  ]);
  const { rows } = await session.query(tablesSql, [[...new Set(named)]], { maxRows: 0 });
  return rows.map(([oid, schema, name, covers]) => ({
    oid: oid ?? "",
    schema: schema ?? "",
    name: name ?? "",
    // As json_agg of texts makes it.
    covers: [`${schema}.${name}`, ...(JSON.parse(covers ?? "[]") as string[])],
  }));
}

function quoteDotted(name: string): string {
  return name.split(".").map(quoteIdentifier).join(".");
}
