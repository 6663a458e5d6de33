import { quoteWhereNeeded } from "../../sql/quote-where-needed.ts";
import { columnsOf, detailsOf } from "./columns-of.ts";
import type { CatalogFacts } from "./facts.ts";
import { statementWords, typeNames, wordsBehindValue, wordsForValue } from "./keywords.ts";
import { type Proposal, type Proposals, proposeText, rankProposals } from "./proposal.ts";
import {
  proposeAliases,
  proposeColumn,
  proposeColumnsInScope,
  proposeColumnsOf,
  proposeInsertBody,
  proposeOutputs,
  proposeStar,
} from "./propose-columns.ts";
import { proposeFunctions } from "./propose-functions.ts";
import { proposeConditions, proposeJoinColumns, proposeJoins } from "./propose-joins.ts";
import { proposeRelations, proposeRelationsIn, proposeSchemas } from "./propose-relations.ts";
import type { Source } from "./reading/query-model.ts";
import type { Situation } from "./reading/read-situation.ts";

/** What can be completed in a situation, best first. `facts` holds at least what `neededFacts` asked for. */
export function listProposals(situation: Situation, facts: CatalogFacts): Proposals {
  const { expectation, prefix, qualifier, place } = situation;
  if (expectation.kind === "star") {
    const star = proposeStar(expectation.of, place?.scopes[0] ?? [], facts);
    return { replace: { start: expectation.start, end: situation.replace.end }, items: star ? [star] : [] };
  }
  const found = qualifier.length > 0 ? proposeQualified(situation, facts) : propose(situation, facts);
  return { replace: situation.replace, items: rankProposals(prefix, found) };
}

function propose(situation: Situation, facts: CatalogFacts): readonly Proposal[] {
  const { expectation, place, prefix } = situation;
  const scopes = place?.scopes ?? [];
  switch (expectation.kind) {
    case "nothing":
    case "star":
      return [];
    case "statement":
      return keywords(statementWords, 1);
    case "words":
      return keywords(expectation.words, 1);
    case "type":
      return typeNames.map((name, index) => proposeText("type", name, name, 1 + index / 1000));
    case "schema":
      return proposeSchemas(facts, 1);
    case "routine":
      return [...proposeFunctions({ place: "call", schema: null }, facts), ...proposeSchemas(facts, 5)];
    case "relation":
      return [
        ...(expectation.isJoin ? proposeJoins(scopes[0] ?? [], facts) : []),
        ...proposeRelations(place?.ctes ?? [], facts, prefix),
        ...proposeFunctions({ place: "source", schema: null }, facts).map((one) => ({ ...one, rank: one.rank + 1 })),
        ...keywords(["LATERAL", "ONLY"], 8),
      ];
    case "columnsOf":
      return proposeColumnsOf(expectation.source, expectation.given, facts);
    case "insertBody":
      return proposeInsertBody(expectation.target, facts);
    case "joinColumns":
      return proposeJoinColumns(expectation.right, expectation.left, facts);
    case "joinCondition":
      return [
        ...proposeConditions(expectation.right, expectation.left, facts),
        ...proposeValue(situation, "on", facts),
      ];
    case "value":
      return proposeValue(situation, expectation.clause, facts);
    case "behindValue":
      return keywords(wordsBehindValue(expectation.clause), 1);
  }
}

function proposeValue(situation: Situation, clause: string, facts: CatalogFacts): readonly Proposal[] {
  const scopes = situation.place?.scopes ?? [];
  const isOrdering = clause === "order" || clause === "group";
  const isEmpty = scopes.every((sources) => sources.length === 0);
  const pseudo: Source[] =
    clause === "conflictSet" ? (scopes[0] ?? []).map((target) => ({ ...target, alias: "excluded" })) : [];
  return [
    ...(isOrdering ? proposeOutputs(situation, facts) : []),
    ...proposeColumnsInScope(scopes, facts),
    ...proposeAliases([...scopes, pseudo]),
    ...proposeFunctions({ place: "value", schema: null }, facts),
    ...keywords(wordsForValue(clause), 5),
    // In front of a FROM that is not written yet a relation's name is the way to its columns.
    ...(isEmpty && clause === "select"
      ? proposeRelations([], facts, situation.prefix).map((one) => ({ ...one, rank: one.rank + 6 }))
      : []),
    ...proposeSchemas(facts, 8),
  ];
}

function proposeQualified(situation: Situation, facts: CatalogFacts): readonly Proposal[] {
  const { expectation, qualifier, place, prefix } = situation;
  const [first = "", second] = qualifier;
  const isRelationPlace = expectation.kind === "relation";
  if (second === undefined && !isRelationPlace) {
    const source = (place?.scopes ?? []).flat().find(({ alias }) => alias === first);
    if (source) return columnsIn(source, facts);
    const target = place?.scopes[0]?.[0];
    if (first === "excluded" && target && place?.clauses.some(({ word }) => word === "conflict"))
      return columnsIn(target, facts);
  }
  if (second === undefined) {
    const inSchema = proposeRelationsIn(first, facts, prefix);
    const wanted = expectation.kind === "routine" ? "call" : isRelationPlace ? "source" : "value";
    const functions = proposeFunctions({ place: wanted, schema: first }, facts);
    if (inSchema.length > 0 || functions.length > 0 || facts.schemas.includes(first))
      return [...inSchema, ...functions];
  }
  const relation = second === undefined ? { schema: null, name: first } : { schema: first, name: second };
  if (isRelationPlace || detailsOf(facts, relation) === null) return [];
  return columnsIn({ alias: relation.name, relation, outputs: null, columnNames: [], start: 0 }, facts);
}

function columnsIn(source: Source, facts: CatalogFacts): readonly Proposal[] {
  return columnsOf(source, facts).map((column) =>
    proposeColumn(column, quoteWhereNeeded(column.name), 1, source.alias),
  );
}

function keywords(words: readonly string[], rank: number): readonly Proposal[] {
  return words.map((word) => proposeText("keyword", word, word, rank));
}
