import { createHash } from "node:crypto";
import type { RangeVar } from "libpg-query";
import type { ScriptStatement } from "../../../../shared/comparison/script-model.ts";
import { quoteIdentifier } from "../../../../shared/sql/quote.ts";
import { propertyOf } from "../known-schema.ts";
import { keyOf, relationSql } from "../statement-nodes.ts";
import { briefStep, openStep } from "./online-statements.ts";
import type { PlainStep } from "./plain-step.ts";

/**
 * A valid CHECK that implies the bound spares ATTACH the reading of all rows under its lock. Only for a key of one column
 * and a bound of constants without NULL; null for others.
 */
export function attachOnline(
  parent: RangeVar | undefined,
  child: RangeVar | undefined,
  { statement, schemas }: PlainStep,
): readonly ScriptStatement[] | null {
  const [parentKey, childKey] = [keyOf(parent), keyOf(child)];
  const key = /^(LIST|RANGE) \((\w+|"(?:[^"]|"")+")\)$/.exec(
    propertyOf(schemas.to.table(parentKey), "Partitioned by") ?? "",
  );
  const bound = propertyOf(schemas.to.table(childKey), "Bound") ?? "";
  const [, , column = ""] = key ?? [];
  const name = column.startsWith('"') ? column.slice(1, -1).replaceAll('""', '"') : column;
  const type = propertyOf(schemas.to.column(parentKey, name), "Type");
  const check = key && type !== null ? boundCheck(quoteIdentifier(name), type, bound) : null;
  if (check === null) return null;
  const table = relationSql(child);
  const hash = createHash("sha256").update(`${childKey} ${bound}`).digest("hex").slice(0, 12);
  const constraint = quoteIdentifier(`fits_${hash}`);
  return [
    briefStep(`ALTER TABLE ${table} ADD CONSTRAINT ${constraint} CHECK (${check}) NOT VALID`),
    openStep(`ALTER TABLE ${table} VALIDATE CONSTRAINT ${constraint}`),
    briefStep(statement.sql),
    briefStep(`ALTER TABLE ${table} DROP CONSTRAINT ${constraint}`),
  ];
}

/** What a bound asks of a column (SQL), in the words from which the server can prove it. */
export function boundCheck(column: string, type: string, bound: string): string | null {
  const list = /^FOR VALUES IN \((.*)\)$/s.exec(bound)?.[1];
  if (list !== undefined) {
    const values = splitValues(list);
    if (values === null) return null;
    const [only] = values;
    const isOne = values.length === 1 && only !== undefined;
    const equal = isOne ? `= ${only}::${type}` : `= ANY (ARRAY[${values.join(", ")}]::${type}[])`;
    return `${column} IS NOT NULL AND ${column} ${equal}`;
  }
  const range = /^FOR VALUES FROM \((.*)\) TO \((.*)\)$/s.exec(bound);
  const [low, high] = [splitValues(range?.[1] ?? ""), splitValues(range?.[2] ?? "")];
  if (low?.length !== 1 || high?.length !== 1) return null;
  const from = low[0] === "MINVALUE" ? [] : [`${column} >= ${low[0]}::${type}`];
  const to = high[0] === "MAXVALUE" ? [] : [`${column} < ${high[0]}::${type}`];
  return [`${column} IS NOT NULL`, ...from, ...to].join(" AND ");
}

/** Constants between commas, as the server writes them; null where one is no constant. */
function splitValues(text: string): readonly string[] | null {
  const constant = /^\s*('(?:[^']|'')*'|-?\d+(?:\.\d+)?|true|false|MINVALUE|MAXVALUE)\s*(?:,|$)/;
  const values: string[] = [];
  let rest = text;
  while (rest !== "") {
    const found = constant.exec(rest);
    if (!found?.[1]) return null;
    values.push(found[1]);
    rest = rest.slice(found[0].length);
  }
  return values;
}
