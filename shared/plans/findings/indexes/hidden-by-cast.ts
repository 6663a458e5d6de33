import { scanFigures } from "../../advice/scan-figures.ts";
import { nodeRule } from "../node-rule.ts";
import { count, nameNode, percent, textOf } from "../subject.ts";

const minRead = 10_000;
const minRemovedShare = 0.9;
// A column, bare or behind its table's name, with a cast around it.
const castPattern =
  /\((?:(?:"(?:[^"]|"")+"|[\p{L}_][\p{L}\p{N}_$]*)\.)?("(?:[^"]|"")+"|[\p{L}_][\p{L}\p{N}_$]*)\)::([\p{L}_][\p{L}\p{N}_ ]*)/gu;
const strings: ReadonlySet<string> = new Set(["text", "character varying", "bpchar", "character"]);

/** A column that begins an index is compared as another type, which no index of the column serves. */
export const hiddenByCast = nodeRule("cast-hides-index", (subject, node) => {
  const { read, removedShare, kept } = scanFigures(node);
  if (node.nodeType !== "Seq Scan" || read < minRead || removedShare < minRemovedShare) return null;
  const relation = subject.relationOf(node);
  const filter = textOf(node, "Filter");
  for (const [, quoted = "", target = ""] of filter.matchAll(castPattern)) {
    const column = quoted.startsWith('"') ? quoted.slice(1, -1).replaceAll('""', '"') : quoted;
    const own = relation?.columnTypes[column];
    const index = relation?.indexes.find(({ keys, isValid }) => isValid && keys[0]?.column === column);
    // One kind of string as another is the same bytes: an index serves it.
    if (own === undefined || index === undefined || (isString(own) && isString(target))) continue;
    return {
      message: `${nameNode(node)} removes ${percent(removedShare)} of ${count(read)} rows: ${column} is ${own} and is compared as ${target.trim()}, so ${index.name} does not serve the condition. Send the value as ${own}${/date|timestamp/.test(target) ? ", or compare the bare column with a range" : ""}.`,
      evidence: {
        rowsRead: read,
        rowsKept: kept,
        filter,
        columnType: own,
        comparedAs: target.trim(),
        index: index.name,
      },
      savedMs: (node.exclusiveMs ?? 0) * removedShare,
    };
  }
  return null;
});

function isString(type: string): boolean {
  return strings.has(type.trim().replace(/\(\d+\)$/, ""));
}
