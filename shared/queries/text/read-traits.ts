import { type SqlWord, scanWords } from "../../sql/scan-words.ts";

/** What the words of a statement tell, without its grammar: enough to sort and to choose a budget. */
export interface QueryTraits {
  readonly kind: "read" | "write" | "other";
  /** Only the server's own catalog is asked: tools that watch, ours among them. */
  readonly isOfCatalog: boolean;
  readonly hasJoin: boolean;
  readonly hasAggregate: boolean;
}

const writes: ReadonlySet<string> = new Set(["insert", "update", "delete", "merge", "copy"]);
const reads: ReadonlySet<string> = new Set(["select", "values", "table"]);
const aggregates: ReadonlySet<string> = new Set(
  "count sum avg min max array_agg string_agg json_agg jsonb_agg json_object_agg jsonb_object_agg bool_and bool_or every stddev variance percentile_cont percentile_disc mode".split(
    " ",
  ),
);
/** Functions in which FROM is no list of tables. */
const withFrom: ReadonlySet<string> = new Set(["extract", "substring", "trim", "overlay", "position"]);
const beforeRelation: ReadonlySet<string> = new Set(["from", "join", "into", "update", "using", "table", "copy"]);
const catalogSchemas: ReadonlySet<string> = new Set(["pg_catalog", "information_schema"]);

/** Reads a statement as pg_stat_statements shows it. */
export function readTraits(sql: string): QueryTraits {
  const words = scanWords(sql).filter(({ kind }) => kind !== "comment");
  const first = words.find(({ text }) => text !== "(")?.text ?? "";
  const names = new Set(words.flatMap(({ kind, text }) => (kind === "name" ? [text] : [])));
  const isWith = first === "with";
  const kind =
    writes.has(first) || (isWith && ["insert", "update", "delete", "merge"].some((word) => names.has(word)))
      ? "write"
      : reads.has(first) || isWith
        ? "read"
        : "other";
  const relations = relationsAfterWords(words);
  const isOfCatalog =
    relations.every(({ isCatalog }) => isCatalog) &&
    (relations.length > 0 || [...names].some((name) => catalogSchemas.has(name) || name.startsWith("pg_")));
  return {
    kind,
    isOfCatalog,
    hasJoin: names.has("join") || relations.some(({ isFurther }) => isFurther),
    hasAggregate: names.has("group") || names.has("over") || words.some((word, at) => isAggregate(word, words[at + 1])),
  };
}

function isAggregate({ kind, text }: SqlWord, next: SqlWord | undefined): boolean {
  return kind === "name" && aggregates.has(text) && next?.text === "(";
}

interface FoundRelation {
  readonly isCatalog: boolean;
  /** The second or a later one of a FROM list. */
  readonly isFurther: boolean;
}

function relationsAfterWords(words: readonly SqlWord[]): readonly FoundRelation[] {
  const common = new Set(
    words.flatMap((word, at) => (words[at + 1]?.text === "as" && isBody(words, at + 2) ? [word.text] : [])),
  );
  const found: FoundRelation[] = [];
  for (const [at, { kind, text }] of words.entries()) {
    if (kind !== "name" || !beforeRelation.has(text) || isInFunction(words, at)) continue;
    for (let next = at + 1; ; ) {
      while (["only", "lateral"].includes(words[next]?.text ?? "")) next += 1;
      const relation = words[next];
      if (relation?.kind !== "name" && relation?.kind !== "quotedName") break;
      if (relation.text === "rows" && words[next + 1]?.text === "from") break; // ROWS FROM (functions)
      const isQualified = words[next + 1]?.text === ".";
      const end = isQualified ? next + 3 : next + 1;
      const isFunction = words[end]?.text === "(" && text !== "into" && text !== "copy";
      if (!isFunction && !(common.has(relation.text) && !isQualified))
        found.push({
          // A view of the server's may stand in another schema: public.pg_stat_statements.
          isCatalog: isCatalogName(relation.text) || (isQualified && isCatalogName(words[next + 2]?.text ?? "")),
          isFurther: next > at + 1 && words[next - 1]?.text === ",",
        });
      // The next one of a list: FROM a, b AS c, d
      let comma = end;
      if (words[comma]?.text === "as") comma += 1;
      if (words[comma]?.kind === "name" && words[comma]?.text !== "where") comma += 1;
      if (text !== "from" || isFunction || words[comma]?.text !== ",") break;
      next = comma + 1;
    }
  }
  return found;
}

function isBody(words: readonly SqlWord[], at: number): boolean {
  const next = words[at]?.text === "not" ? at + 1 : at;
  return words[words[next]?.text === "materialized" ? next + 1 : next]?.text === "(";
}

function isCatalogName(name: string): boolean {
  return catalogSchemas.has(name) || name.startsWith("pg_");
}

/** `extract(epoch FROM t)`, `IS DISTINCT FROM x`. */
function isInFunction(words: readonly SqlWord[], at: number): boolean {
  if (words[at]?.text !== "from") return false;
  if (words[at - 1]?.text === "distinct") return true;
  for (let back = at - 1, depth = 0; back >= 0; back -= 1) {
    const text = words[back]?.text;
    if (text === ")") depth += 1;
    else if (text === "(" && depth > 0) depth -= 1;
    else if (text === "(") return withFrom.has(words[back - 1]?.text ?? "");
  }
  return false;
}
