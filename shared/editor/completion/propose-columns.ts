import type { ColumnFact } from "../../catalog/facts.ts";
import { quoteWhereNeeded } from "../../sql/quote-where-needed.ts";
import { columnsOf, columnsOfOutput, detailsOf } from "./columns-of.ts";
import type { CatalogFacts } from "./facts.ts";
import { type Proposal, proposeText } from "./proposal.ts";
import type { Source } from "./reading/query-model.ts";
import type { Situation } from "./reading/read-situation.ts";

/** A column of a source. */
export function proposeColumn(column: ColumnFact, insert: string, rank: number, owner: string): Proposal {
  const detail = [column.type, owner].filter((part) => part !== "").join(" · ");
  return { ...proposeText("column", column.name, insert, rank, detail), about: column.comment ?? "" };
}

/** All columns in sight: with their alias where the name alone would be ambiguous, inner queries first. */
export function proposeColumnsInScope(
  scopes: readonly (readonly Source[])[],
  facts: CatalogFacts,
): readonly Proposal[] {
  const seen = new Set<string>();
  return scopes.flatMap((sources, depth) => {
    const found = sources.flatMap((source) => columnsOf(source, facts).map((column) => ({ source, column })));
    const counts = new Map<string, number>();
    for (const { column } of found) counts.set(column.name, (counts.get(column.name) ?? 0) + 1);
    const hidden = new Set(seen);
    for (const { column } of found) seen.add(column.name);
    return found.map(({ source, column }) => {
      const isAmbiguous = (counts.get(column.name) ?? 0) > 1 || hidden.has(column.name);
      const name = quoteWhereNeeded(column.name);
      const insert = isAmbiguous && source.alias !== "" ? `${quoteWhereNeeded(source.alias)}.${name}` : name;
      return proposeColumn(column, insert, 1 + Math.min(depth, 3) * 0.5, source.alias);
    });
  });
}

/** Aliases in sight, to be followed by a dot. */
export function proposeAliases(scopes: readonly (readonly Source[])[]): readonly Proposal[] {
  return scopes.flat().flatMap(({ alias, relation }) => {
    if (alias === "") return [];
    return [proposeText("alias", alias, quoteWhereNeeded(alias), 3, relation?.name ?? "subquery")];
  });
}

/** Names of the query's own outputs that are no columns already: for ORDER BY and GROUP BY. */
export function proposeOutputs({ place }: Situation, facts: CatalogFacts): readonly Proposal[] {
  const computed = (place?.outputs ?? []).filter(
    (output) => output.kind === "column" && output.of?.at(-1) !== output.name,
  );
  return computed
    .flatMap((output) => columnsOfOutput(output, facts))
    .map((column) => proposeColumn(column, quoteWhereNeeded(column.name), 0.5, "SELECT"));
}

/** Columns of one relation that do not stand in the list yet; the whole rest of them at once as well. */
export function proposeColumnsOf(source: Source, given: readonly string[], facts: CatalogFacts): readonly Proposal[] {
  const left = columnsOf(source, facts).filter(({ name }) => !given.includes(name));
  return left.map((column) => proposeColumn(column, quoteWhereNeeded(column.name), 1, source.alias));
}

/** `(a, b) VALUES ($0)` and what else may follow the target of INSERT. */
export function proposeInsertBody(target: Source, facts: CatalogFacts): readonly Proposal[] {
  const all = columnsOf(target, facts);
  const isGenerated = ({ defaultSql, isPrimaryKey }: ColumnFact) => defaultSql !== null && isPrimaryKey;
  const columns = all.filter((column) => !isGenerated(column)).map(({ name }) => quoteWhereNeeded(name));
  const words = ["VALUES", "SELECT", "DEFAULT VALUES", "AS"].map((word) => proposeText("keyword", word, word, 5));
  if (columns.length === 0) return words;
  const list = `(${columns.join(", ")})`;
  const known = target.relation && detailsOf(facts, target.relation);
  const detail = `${columns.length} columns${known ? ` of ${known.name}` : ""}`;
  return [
    { ...proposeText("star", list, `${list.replaceAll("$", "\\$")} VALUES ($0)`, 0, detail), isSnippet: true },
    ...words,
  ];
}

/** What `*` stands for, written out: qualified when there is more than one source. */
export function proposeStar(of: string | null, sources: readonly Source[], facts: CatalogFacts): Proposal | null {
  const meant = of === null ? sources : sources.filter(({ alias }) => alias === of);
  const isQualified = of !== null || sources.length > 1;
  const names = meant.flatMap((source) =>
    columnsOf(source, facts).map(({ name }) =>
      isQualified && source.alias !== ""
        ? `${quoteWhereNeeded(source.alias)}.${quoteWhereNeeded(name)}`
        : quoteWhereNeeded(name),
    ),
  );
  if (names.length === 0) return null;
  const text = names.join(", ");
  return { ...proposeText("star", of === null ? "*" : `${of}.*`, text, 0, `all ${names.length} columns`), about: text };
}
