import { createIndexFix } from "../../../indexes/index-ddl.ts";
import { readableIdentifier } from "../../../indexes/readable-name.ts";
import { scanFigures } from "../../advice/scan-figures.ts";
import type { PlanNode, RelationContext } from "../../model.ts";
import { escapePattern } from "../escape-pattern.ts";
import { nodeRule } from "../node-rule.ts";
import { count, nameNode, textOf } from "../subject.ts";

const maxAdded = 2;
const minRows = 1000;
const maxWidthBytes = 64;
/** So many updates beside the rows that there are, and most of them sparing the indexes: a further column ends that. */
const busyShare = 0.1;
const minHotShare = 0.5;

/** An index scan that visits the table for one or two narrow columns which its index could carry. */
export const coveringIndex = nodeRule("covering-index", (subject, node) => {
  const relation = subject.relationOf(node);
  const index = relation?.indexes.find(({ name }) => name === node.index);
  const { read } = scanFigures(node);
  if (node.nodeType !== "Index Scan" || relation === null || index?.accessMethod !== "btree" || read < minRows)
    return null;
  const columns = columnsOf(node, relation);
  if (columns === null || index.keys.some(({ column }) => column === null) || isBusy(relation)) return null;
  const held = new Set([...index.keys.map(({ column }) => column), ...index.includedColumns]);
  const added = columns.filter((column) => !held.has(column));
  if (added.length === 0 || added.length > maxAdded || added.some((column) => isWide(relation, column))) return null;
  const keys = index.keys.map(
    ({ column, isDescending }) => readableIdentifier(column ?? "") + (isDescending ? " DESC" : ""),
  );
  const included = [...index.includedColumns, ...added].map(readableIdentifier).join(", ");
  const draft = {
    schema: relation.schema,
    table: relation.name,
    keys,
    nameParts: [...index.keys.map(({ column }) => column ?? ""), "with", ...added],
    ...(index.predicate === null ? {} : { predicate: index.predicate }),
  };
  const fix = createIndexFix(
    draft,
    relation.indexes.map(({ name }) => name),
  );
  const list = `(${keys.join(", ")})`;
  return {
    message: `${nameNode(node)} visits the table for ${added.join(" and ")} of ${count(read)} rows. An index that carries ${added.length === 1 ? "it" : "them"} (INCLUDE) answers alone, where VACUUM keeps the pages marked; ${index.name} is then needed only for what it guarantees.`,
    evidence: { rowsRead: read, index: index.name, addedColumns: added.join(", ") },
    fix: { ...fix, sql: fix.sql.replace(list, () => `${list} INCLUDE (${included})`) },
    savedMs: (node.exclusiveMs ?? 0) / 2,
    severity: "info",
  };
});

/** What the scan reads of its table; null where it is not known to be plain columns (needs VERBOSE). */
function columnsOf(node: PlanNode, relation: RelationContext): readonly string[] | null {
  const { Output: output } = node.properties;
  if (!Array.isArray(output)) return null;
  const alias = node.alias ?? relation.name;
  const prefix = `${readableIdentifier(alias)}.`;
  const known = Object.keys(relation.columnTypes);
  const named = (text: string) => known.find((column) => [column, readableIdentifier(column)].includes(text));
  const columns = output.map((text) =>
    typeof text === "string" ? named(text.startsWith(prefix) ? text.slice(prefix.length) : text) : undefined,
  );
  if (columns.some((column) => column === undefined)) return null;
  const filter = textOf(node, "Filter");
  const filtered = known.filter((column) =>
    new RegExp(`(?<![\\p{L}\\p{N}_])${escapePattern(column)}(?![\\p{L}\\p{N}_])`, "u").test(filter),
  );
  return [...new Set([...columns.filter((column) => column !== undefined), ...filtered])];
}

function isWide({ columns, columnTypes }: RelationContext, column: string): boolean {
  const width = columns?.[column]?.widthBytes;
  return width === undefined
    ? /^(?:text|jsonb?|bytea|xml|tsvector|vector)|\[\]$/.test(columnTypes[column] ?? "")
    : width > maxWidthBytes;
}

function isBusy({ upkeep, estimatedRows }: RelationContext): boolean {
  if (upkeep === undefined || upkeep.updatedRows === 0) return false;
  const isOften = upkeep.updatedRows > busyShare * Math.max(1, estimatedRows ?? upkeep.liveRows);
  return isOften && upkeep.hotUpdatedRows >= minHotShare * upkeep.updatedRows;
}
