import type { ForeignKeyFact } from "../../catalog/facts.ts";
import { quoteWhereNeeded } from "../../sql/quote-where-needed.ts";
import { columnsOf, detailsOf } from "./columns-of.ts";
import type { CatalogFacts } from "./facts.ts";
import { type Proposal, proposeText } from "./proposal.ts";
import { writeRelation } from "./propose-relations.ts";
import type { Source } from "./reading/query-model.ts";

/** Whole conditions between what is joined and what stands before it, by foreign keys in either direction. */
export function proposeConditions(right: Source, left: readonly Source[], facts: CatalogFacts): readonly Proposal[] {
  return left.toReversed().flatMap((other) =>
    facts.foreignKeys.flatMap((key) => {
      const both = [
        ...(isAt(right, key.from, facts) && isAt(other, key.to, facts) ? [condition(right, other, key)] : []),
        ...(isAt(other, key.from, facts) && isAt(right, key.to, facts) ? [condition(other, right, key)] : []),
      ];
      return [...new Set(both)].map((text) => proposeText("join", text, text, 0, "foreign key"));
    }),
  );
}

/** Columns that both sides have: for USING. */
export function proposeJoinColumns(right: Source, left: readonly Source[], facts: CatalogFacts): readonly Proposal[] {
  const before = new Set(left.flatMap((source) => columnsOf(source, facts).map(({ name }) => name)));
  return columnsOf(right, facts)
    .filter(({ name }) => before.has(name))
    .map(({ name, type }) => proposeText("column", name, quoteWhereNeeded(name), 0, type));
}

/** `orders ON orders.customer_id = c.id` for every foreign key of what stands before JOIN. */
export function proposeJoins(sources: readonly Source[], facts: CatalogFacts): readonly Proposal[] {
  const taken = new Set(sources.map(({ alias }) => alias));
  const found = sources.flatMap((source) =>
    facts.foreignKeys.flatMap((key) => [
      ...(isAt(source, key.to, facts)
        ? [joinTo(key.from, taken, (joined) => condition(joined, source, key), facts)]
        : []),
      ...(isAt(source, key.from, facts)
        ? [joinTo(key.to, taken, (joined) => condition(source, joined, key), facts)]
        : []),
    ]),
  );
  return found.filter((one, index) => found.findIndex(({ insert }) => insert === one.insert) === index);
}

function joinTo(
  name: ForeignKeyFact["from"],
  taken: ReadonlySet<string>,
  write: (joined: Pick<Source, "alias">) => string,
  facts: CatalogFacts,
): Proposal {
  const alias = freeAlias(name.name, taken);
  const relation = writeRelation(name, facts);
  const text = `${relation}${alias === name.name ? "" : ` ${quoteWhereNeeded(alias)}`} ON ${write({ alias })}`;
  return proposeText("join", text, text, 0, "foreign key");
}

/** The relation's own name, or with a number when that is in use. */
function freeAlias(name: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number++) {
    const alias = number === 1 ? name : `${name}_${number}`;
    if (!taken.has(alias)) return alias;
  }
}

function condition(from: Pick<Source, "alias">, to: Pick<Source, "alias">, key: ForeignKeyFact): string {
  const owner = quoteWhereNeeded(from.alias);
  const other = quoteWhereNeeded(to.alias);
  return key.columns
    .map((column, index) => {
      const referenced = key.toColumns[index] ?? column;
      return `${owner}.${quoteWhereNeeded(column)} = ${other}.${quoteWhereNeeded(referenced)}`;
    })
    .join(" AND ");
}

function isAt(source: Source, name: ForeignKeyFact["from"], facts: CatalogFacts): boolean {
  const known = source.relation && detailsOf(facts, source.relation);
  return known !== null && known !== undefined && known.schema === name.schema && known.name === name.name;
}
