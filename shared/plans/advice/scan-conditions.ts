import { type Condition, readConditions } from "../conditions/read-conditions.ts";
import { readSortKeys, type SortKey } from "../conditions/read-sort-keys.ts";
import { type PlanSubject, textOf } from "../findings/subject.ts";
import type { PlanNode } from "../model.ts";

/** Everything that narrows a scan: its own conditions, and the columns that a join or outer query compares. */
export interface ScanConditions {
  readonly own: readonly Condition[];
  readonly joined: readonly string[];
  /** Keys of the Sort right above, when they are columns of this scan alone. */
  readonly sort: readonly SortKey[];
}

/** Collects the conditions of a scan; Index Cond and Recheck Cond count too, for indexes that could be longer. */
export function collectConditions(subject: PlanSubject, node: PlanNode): ScanConditions {
  const texts = ["Index Cond", "Recheck Cond", "Filter"].map((key) => textOf(node, key)).filter((text) => text !== "");
  const alias = node.alias ?? node.relation ?? "";
  const parent = subject.parentOf(node);
  const joins = [...texts, ...(parent === null ? [] : [textOf(parent, "Join Filter")])];
  return {
    own: texts.flatMap(readConditions),
    joined: [...new Set(joins.flatMap((text) => readJoinColumns(text, alias)))],
    sort: readSortAbove(subject, node),
  };
}

// A name, quoted or bare, as it stands in `alias.column`.
const name = String.raw`("(?:[^"]|"")+"|[\p{L}_][\p{L}\p{N}_$]*)`;
const joinPattern = new RegExp(String.raw`\(${name}\.${name} = ${name}\.${name}\)`, "gu");

/** Columns of `alias` that are compared for equality with another relation's column: `(e.run_id = r.id)`. */
export function readJoinColumns(text: string, alias: string): readonly string[] {
  // Under OR no single comparison narrows anything.
  if (/ OR /.test(text)) return [];
  const unquote = (part: string | undefined) =>
    part?.startsWith('"') ? part.slice(1, -1).replaceAll('""', '"') : (part ?? "");
  return [...text.matchAll(joinPattern)].flatMap((match) => {
    const [leftTable, leftColumn, rightTable, rightColumn] = match.slice(1).map(unquote);
    if (leftTable === alias && rightTable !== alias) return [leftColumn ?? ""];
    return rightTable === alias && leftTable !== alias ? [rightColumn ?? ""] : [];
  });
}

function readSortAbove(subject: PlanSubject, node: PlanNode): readonly SortKey[] {
  const sort = subject.parentOf(node);
  if (sort?.nodeType !== "Sort") return [];
  const keys = sort.properties["Sort Key"];
  const texts = Array.isArray(keys) ? keys.filter((key): key is string => typeof key === "string") : [];
  return readSortKeys(texts) ?? [];
}
