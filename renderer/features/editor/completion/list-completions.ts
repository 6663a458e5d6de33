import type { CompletionColumns, CompletionNames } from "../../../../shared/catalog/model.ts";
import { quoteIdentifier } from "../../../../shared/sql/quote.ts";
import { type CompletionContext, type ReadRelation, readCompletionContext } from "./completion-context.ts";
import type { CompletionSource } from "./completion-source.ts";
import { functions, keywords } from "./keywords.ts";

/** One offer. Smaller `rank` stands higher. */
export interface Completion {
  readonly label: string;
  readonly insert: string;
  readonly kind: "schema" | "table" | "view" | "column" | "alias" | "keyword" | "function";
  readonly detail: string;
  readonly rank: number;
}

/** What can be completed at `offset`: names that need it are quoted. */
export async function listCompletions(
  text: string,
  offset: number,
  source: CompletionSource,
): Promise<readonly Completion[]> {
  const context = readCompletionContext(text, offset);
  if (context.place === "nothing") return [];
  if (context.place === "qualified") return await completeQualified(context, source);
  if (context.place === "relation") return relationsOf(context, await source.names());
  const columns = await columnsOf(context.relations, context, source);
  return [
    ...columns,
    ...aliasesOf(context),
    ...words(),
    ...(context.relations.length === 0 ? relationsOf(context, await source.names()) : []),
  ];
}

async function completeQualified(context: CompletionContext, source: CompletionSource): Promise<readonly Completion[]> {
  const [first = "", second] = context.qualifier;
  const reached = context.relations.filter((relation) =>
    second === undefined ? relation.alias === first : relation.schema === first && relation.name === second,
  );
  if (reached.length > 0) return await columnsOf(reached.slice(0, 1), context, source);
  const names = await source.names();
  if (names === null || second !== undefined) return [];
  const inSchema = names.relations.filter((relation) => relation.schema === first);
  if (inSchema.length > 0) return inSchema.map(({ name, kind }) => offer(name, kind, first, 1));
  // A relation that the statement does not read (yet): SELECT orders.| FROM ...
  return toColumns(await source.columns([{ schema: null, name: first }]), []);
}

async function columnsOf(relations: readonly ReadRelation[], context: CompletionContext, source: CompletionSource) {
  const real = relations.filter(({ schema, name }) => schema !== null || !context.withNames.includes(name));
  if (real.length === 0) return [];
  return toColumns(await source.columns(real.map(({ schema, name }) => ({ schema, name }))), real);
}

function toColumns(found: readonly CompletionColumns[], relations: readonly ReadRelation[]): readonly Completion[] {
  return found.flatMap(({ asked, columns }) => {
    const alias = relations.find((relation) => relation.name === asked.name)?.alias ?? asked.name;
    return columns.map(({ name, type }) => offer(name, "column", `${type} · ${alias}`, 1));
  });
}

function aliasesOf({ relations }: CompletionContext): readonly Completion[] {
  return relations.map(({ alias, name }) => offer(alias, "alias", name, 2));
}

function relationsOf(context: CompletionContext, names: CompletionNames | null): readonly Completion[] {
  const own = context.withNames.map((name) => offer(name, "view", "WITH", 0));
  if (names === null) return own;
  const inPath = new Set(names.searchPath);
  const relations = names.relations.map(({ schema, name, kind }) =>
    inPath.has(schema)
      ? offer(name, kind, schema, 1)
      : { ...offer(name, kind, schema, 3), label: `${schema}.${name}`, insert: `${asName(schema)}.${asName(name)}` },
  );
  return [...own, ...relations, ...names.schemas.map((schema) => offer(schema, "schema", "schema", 2))];
}

function words(): readonly Completion[] {
  return [
    ...keywords.map((word): Completion => ({ label: word, insert: word, kind: "keyword", detail: "", rank: 4 })),
    ...functions.map(
      ([name, detail]): Completion => ({ label: name, insert: `${name}($0)`, kind: "function", detail, rank: 3 }),
    ),
  ];
}

function offer(name: string, kind: Completion["kind"], detail: string, rank: number): Completion {
  return { label: name, insert: asName(name), kind, detail, rank };
}

const reserved: ReadonlySet<string> = new Set(keywords.map((word) => word.toLowerCase()));

/** Quoted where the bare name would be folded, refused or read as a word of SQL. */
function asName(name: string): string {
  return /^[a-z_][a-z0-9_$]*$/.test(name) &&
    (!reserved.has(name) || /^(date|timestamp|type|range|key|rows|first|last|view)$/.test(name))
    ? name
    : quoteIdentifier(name);
}
