import type { Node } from "libpg-query";
import { z } from "zod";
import type { editsContract } from "../../shared/edits/contract.ts";
import type { EditableTable, ResultTable } from "../../shared/edits/model.ts";
import { isAppError } from "../../shared/ipc/app-error.ts";
import type { ParsedInputOf } from "../../shared/ipc/declare.ts";
import type { ReadSession } from "../postgres/session.ts";
import { parseScript } from "../sql/parse-script.ts";

type AskedResult = Pick<ParsedInputOf<(typeof editsContract)["edits.result"]>, "sql" | "columns">;

type Fixed = Extract<ResultTable, { kind: "fixed" }>;

/** The table behind a result with its columns' numbers, before it is known what may be edited there. */
export type FoundTable =
  | Fixed
  | (Omit<Extract<ResultTable, { kind: "editable" }>, "table"> & {
      readonly numbers: readonly { readonly column: string; readonly number: number }[];
    });

const numbersSchema = z.array(z.strictObject({ column: z.string(), number: z.int() }));
const relationSchema = z.strictObject({
  schema: z.string(),
  name: z.string(),
  kind: z.string(),
  hasChildren: z.boolean(),
  columns: numbersSchema,
  key: numbersSchema.nullable(),
});

// The key that the grid names rows by: the primary key, else the narrowest unique index that no NULL and no condition opens.
const sql = `
  SELECT pg_catalog.json_build_object(
    'schema', n.nspname, 'name', c.relname, 'kind', c.relkind,
    'hasChildren', c.relkind = 'r' AND EXISTS (SELECT FROM pg_catalog.pg_inherits h WHERE h.inhparent = c.oid),
    'columns', (SELECT COALESCE(pg_catalog.json_agg(pg_catalog.json_build_object('column', a.attname, 'number', a.attnum)), '[]')
                  FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped),
    'key', (SELECT pg_catalog.json_agg(pg_catalog.json_build_object('column', a.attname, 'number', a.attnum) ORDER BY u.place)
              FROM (SELECT i.* FROM pg_catalog.pg_index i
                      JOIN pg_catalog.pg_class ic ON ic.oid = i.indexrelid
                      JOIN pg_catalog.pg_am m ON m.oid = ic.relam AND m.amname = 'btree'
                     WHERE i.indrelid = c.oid AND i.indisunique AND i.indimmediate AND i.indisvalid
                       AND i.indpred IS NULL AND i.indexprs IS NULL
                       AND NOT EXISTS (SELECT FROM pg_catalog.generate_series(0, i.indnkeyatts - 1) AS p (place)
                                         LEFT JOIN pg_catalog.pg_attribute k
                                           ON k.attrelid = c.oid AND k.attnum = i.indkey[p.place] AND k.attnum > 0
                                        WHERE k.attnotnull IS NOT TRUE)
                     ORDER BY i.indisprimary DESC, i.indnkeyatts, ic.relname LIMIT 1) AS i
              CROSS JOIN LATERAL pg_catalog.generate_series(0, i.indnkeyatts - 1) AS u (place)
              JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[u.place]))::pg_catalog.text
    FROM pg_catalog.pg_class c
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
   WHERE c.oid = $1::pg_catalog.oid`;

/** Finds the one table whose rows a result holds. What the server said of the columns and the text must agree on it. */
export async function findResultTable(session: ReadSession, { sql: text, columns }: AskedResult): Promise<FoundTable> {
  if (!(await selectsOneTable(text)))
    return fixed("Only rows of a plain SELECT from one table can be edited: no joins, groups, WITH or UNION.");
  const oids = [...new Set(columns.map(({ tableOid }) => tableOid).filter((oid) => oid !== 0))];
  const [oid] = oids;
  if (oid === undefined || oids.length > 1) return fixed("No column comes straight from one table.");
  const answer = await session.query(sql, [oid]);
  const found = answer.rows[0]?.[0];
  if (!found) return fixed("The table is gone.");
  const relation = relationSchema.parse(JSON.parse(found));
  const { schema, name, kind, key, columns: numbers } = relation;
  if (kind !== "r" && kind !== "p") return fixed(`${name} is no table: open what it reads from to edit that.`);
  if (relation.hasChildren) return fixed(`Other tables inherit from ${name}: its key does not name their rows.`);
  if (!key) return fixed(`${name} has no primary key, so nothing in the result names its rows.`);
  const identity = key.map(({ column, number }) => ({
    column,
    place: columns.findIndex((each) => each.tableOid === oid && each.tableColumn === number),
  }));
  const missing = identity.filter(({ place }) => place < 0).map(({ column }) => column);
  if (missing.length > 0) return fixed(`The result does not hold the whole key of ${name}: add ${missing.join(", ")}.`);
  return { kind: "editable", schema, name, identity, numbers };
}

/** Leaves the columns that stand in the result under their own name and once: edits find columns by name. */
export function inResult(
  table: EditableTable,
  columns: AskedResult["columns"],
  numbers: Extract<FoundTable, { kind: "editable" }>["numbers"],
): EditableTable {
  const numberOf = new Map(numbers.map(({ column, number }) => [column, number]));
  const shown = table.columns.filter(({ name }) => {
    const [first, ...others] = columns.filter((column) => column.name === name);
    return first !== undefined && others.length === 0 && first.tableColumn === numberOf.get(name);
  });
  return { ...table, columns: shown, mayInsert: false };
}

function fixed(reason: string): Fixed {
  return { kind: "fixed", reason };
}

async function selectsOneTable(text: string): Promise<boolean> {
  try {
    const [statement, ...others] = await parseScript(text);
    return statement !== undefined && others.length === 0 && isPlainSelect(statement.node);
  } catch (error) {
    if (isAppError(error, "sql")) return false; // of a server that knows more than our grammar
    throw error;
  }
}

const allowedParts: ReadonlySet<string> = new Set([
  "targetList",
  "fromClause",
  "whereClause",
  "sortClause",
  "limitOffset",
  "limitCount",
  "limitOption",
  "lockingClause",
  "op",
]);

function isPlainSelect(node: Node): boolean {
  if (!("SelectStmt" in node)) return false;
  const { SelectStmt: select } = node;
  const [from, ...others] = select.fromClause ?? [];
  return (
    Object.keys(select).every((key) => allowedParts.has(key)) &&
    (select.op ?? "SETOP_NONE") === "SETOP_NONE" &&
    from !== undefined &&
    "RangeVar" in from &&
    others.length === 0
  );
}
