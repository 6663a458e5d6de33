import type { AskedName, ColumnFact, FunctionFact, RelationDetails } from "../../catalog/facts.ts";
import { scanWords } from "../../sql/scan-words.ts";
import { columnsOf, detailsOf } from "../completion/columns-of.ts";
import type { CatalogFacts, NeededFacts } from "../completion/facts.ts";
import type { Source } from "../completion/reading/query-model.ts";
import { readSituation, type Situation } from "../completion/reading/read-situation.ts";

/** A name in a text, with its place (UTF-16) and what can be named there. */
export interface Mention {
  readonly start: number;
  readonly end: number;
  /** `schema`, `table`, `column` as far as written. */
  readonly path: readonly string[];
  readonly isCalled: boolean;
  readonly situation: Situation;
}

/** What a name means. */
export type Meaning =
  | { readonly kind: "relation"; readonly details: RelationDetails }
  /** `details` is null for columns of subqueries. */
  | {
      readonly kind: "column";
      readonly column: ColumnFact;
      readonly owner: string;
      readonly details: RelationDetails | null;
    }
  | { readonly kind: "query"; readonly name: string; readonly columns: readonly ColumnFact[] }
  | { readonly kind: "function"; readonly overloads: readonly FunctionFact[] };

/** The name at an offset; null in comments, strings, and between names. */
export function readMention(text: string, offset: number): Mention | null {
  const word = scanWords(text).find(
    ({ kind, start, end }) => (kind === "name" || kind === "quotedName") && start <= offset && offset <= end,
  );
  if (!word) return null;
  // Inside of its quotes a name is read as one that is being typed.
  const situation = readSituation(text, word.kind === "quotedName" && !word.isOpen ? word.end - 1 : word.end);
  if (situation.place === null) return null;
  const isCalled = /^\s*\(/.test(text.slice(word.end, word.end + 40));
  return { start: word.start, end: word.end, path: [...situation.qualifier, word.text], isCalled, situation };
}

/** What has to be read from the catalog to say what a name means. */
export function neededForMention({ path, isCalled, situation }: Mention): NeededFacts {
  const scopes = situation.place?.scopes ?? [];
  const inside = insideOf(scopes.flat());
  const named: AskedName[] = [...scopes.flat(), ...inside].flatMap(({ relation }) => (relation ? [relation] : []));
  const { expectation } = situation;
  if (expectation.kind === "columnsOf" && expectation.source.relation) named.push(expectation.source.relation);
  return {
    names: false,
    functions: isCalled,
    foreignKeys: false,
    details: [...named, asRelation(path)].slice(0, 50),
  };
}

function insideOf(sources: readonly Source[], depth = 0): readonly Source[] {
  const inner = [...new Set(sources.flatMap(({ outputs }) => (outputs ?? []).flatMap(({ from }) => from)))];
  return depth > 6 || inner.length === 0 ? [] : [...inner, ...insideOf(inner, depth + 1)];
}

function asRelation(path: readonly string[]): AskedName {
  return { schema: path.at(-2) ?? null, name: path.at(-1) ?? "" };
}

/** What a name means, as the server would look it up; null when nothing is known of it. */
export function resolveMention(mention: Mention, facts: CatalogFacts): Meaning | null {
  const { path, isCalled, situation } = mention;
  const name = path.at(-1) ?? "";
  const owner = path.at(-2) ?? null;
  const sources = (situation.place?.scopes ?? []).flat();
  if (isCalled) {
    const overloads = facts.functions.filter((one) => one.name === name && (owner === null || one.schema === owner));
    if (overloads.length > 0) return { kind: "function", overloads };
  }
  if (situation.expectation.kind === "relation") return relationMeaning(path, sources, facts);
  if (situation.expectation.kind === "columnsOf") {
    const listed = columnIn([situation.expectation.source], name, facts);
    if (listed) return listed;
  }
  const owners = owner === null ? sources : sources.filter(({ alias }) => alias === owner);
  const column = columnIn(owners, name, facts);
  if (owner !== null && column) return column;
  const alias = owner === null ? sources.find((source) => source.alias === name) : undefined;
  if (column && !alias) return column;
  if (alias) return sourceMeaning(alias, facts);
  return relationMeaning(path, sources, facts);
}

function columnIn(sources: readonly Source[], name: string, facts: CatalogFacts): Meaning | null {
  for (const source of sources) {
    const column = columnsOf(source, facts).find((one) => one.name === name);
    const details = source.relation && detailsOf(facts, source.relation);
    if (column) return { kind: "column", column, owner: source.alias, details };
  }
  return null;
}

function sourceMeaning(source: Source, facts: CatalogFacts): Meaning | null {
  if (source.relation === null) return { kind: "query", name: source.alias, columns: columnsOf(source, facts) };
  const details = detailsOf(facts, source.relation);
  return details && { kind: "relation", details };
}

function relationMeaning(path: readonly string[], sources: readonly Source[], facts: CatalogFacts): Meaning | null {
  const query =
    path.length === 1 ? sources.find(({ alias, relation }) => relation === null && alias === path[0]) : undefined;
  if (query) return sourceMeaning(query, facts);
  const details = detailsOf(facts, asRelation(path));
  return details && { kind: "relation", details };
}
