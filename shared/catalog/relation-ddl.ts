import { quoteIdentifier, quoteLiteral, quoteName } from "../sql/quote.ts";
import type {
  CatalogColumn,
  CatalogConstraint,
  CatalogIndexDefinition,
  CatalogPolicy,
  CatalogTrigger,
  RelationHead,
} from "./model.ts";

/** What a relation's DDL is made of. `source` is a view's query, a foreign table's server or a sequence's settings. */
export interface RelationParts {
  readonly relation: RelationHead;
  readonly source: string;
  /** Sequences of serial columns: SQL that makes them, and SQL that ties them to their column. */
  readonly ownedSequences: readonly { readonly creation: string; readonly ownership: string }[];
  /** Statements for the rest: storage of columns, rules, statistics objects, replica identity and the like. */
  readonly settings: readonly string[];
  readonly columns: readonly CatalogColumn[];
  readonly constraints: readonly CatalogConstraint[];
  readonly indexes: readonly CatalogIndexDefinition[];
  readonly triggers: readonly CatalogTrigger[];
  readonly policies: readonly CatalogPolicy[];
}

/**
 * SQL that makes the relation again in an empty schema: itself, then keys, indexes, triggers, row security and comments.
 * Owner, grants, tablespace and the position of a sequence are left out.
 */
export function relationDdl(parts: RelationParts): string {
  return joinStatements(relationStatements(parts));
}

/** Statements as one script. */
export function joinStatements(statements: readonly string[]): string {
  return statements.length === 0 ? "" : `${statements.join(";\n\n")};\n`;
}

/** The statements of `relationDdl`, in their order. */
export function relationStatements(parts: RelationParts): readonly string[] {
  const { relation } = parts;
  return [
    ...parts.ownedSequences.map((sequence) => sequence.creation),
    creation(parts),
    ...parts.ownedSequences.map((sequence) => sequence.ownership),
    ...separateConstraints(parts),
    ...parts.indexes.filter((index) => !index.isConstraint && index.isLocal).map((index) => index.definition),
    ...parts.triggers.flatMap((trigger) => triggerStatements(relation, trigger)),
    ...rowSecurity(relation),
    ...parts.policies.map((policy) => policy.definition),
    ...parts.settings,
    ...comments(parts),
  ];
}

function creation(parts: RelationParts): string {
  const { relation, source } = parts;
  const name = quoteName(relation);
  const withOptions = relation.options.length > 0 ? ` WITH (${relation.options.map(optionText).join(", ")})` : "";
  const query = source.replace(/;\s*$/, "");
  if (relation.kind === "view") return `CREATE VIEW ${name}${withOptions} AS\n${query}`;
  if (relation.kind === "materializedView") return `CREATE MATERIALIZED VIEW ${name}${withOptions} AS\n${query}`;
  const unlogged = relation.persistence === "unlogged" ? "UNLOGGED " : "";
  if (relation.kind === "sequence") return `CREATE ${unlogged}SEQUENCE ${name} ${source}`;
  const kind = relation.kind === "foreign" ? "FOREIGN " : unlogged;
  const parents = relation.parents.map((parent) => quoteName(parent)).join(", ");
  const body = tableBody(parts);
  const partition = relation.partitionKey === null ? "" : ` PARTITION BY ${relation.partitionKey}`;
  const server = relation.kind === "foreign" ? ` ${source}` : "";
  if (relation.partitionBound !== null) {
    const list = body.length > 0 ? ` (\n${body.join(",\n")}\n)` : "";
    return `CREATE ${kind}TABLE ${name} PARTITION OF ${parents}${list} ${relation.partitionBound}${partition}${server}${withOptions}`;
  }
  if (relation.ofType !== null) {
    const list = body.length > 0 ? ` (\n${body.join(",\n")}\n)` : "";
    return `CREATE ${kind}TABLE ${name} OF ${relation.ofType}${list}${partition}${withOptions}`;
  }
  const inherits = parents === "" ? "" : ` INHERITS (${parents})`;
  return `CREATE ${kind}TABLE ${name} (\n${body.join(",\n")}\n)${inherits}${partition}${server}${withOptions}`;
}

/** `name=value` of reloptions as it stands in WITH (...): the value quoted, because it may be anything. */
function optionText(option: string): string {
  const at = option.indexOf("=");
  return at < 0 ? option : `${option.slice(0, at)}=${quoteLiteral(option.slice(at + 1)).trim()}`;
}

function tableBody({ relation, columns, constraints }: RelationParts): string[] {
  const hasGivenColumns = relation.partitionBound !== null || relation.ofType !== null;
  const notNulls = constraints.filter(({ kind }) => kind === "notNull");
  const notNullOf = (column: CatalogColumn) => notNulls.find((constraint) => constraint.columns[0] === column.name);
  const lines = hasGivenColumns
    ? columns.flatMap((column) => partitionColumnText(column, notNullOf(column), notNulls.length > 0))
    : columns
        .filter((column) => column.isLocal)
        .map((column) => columnDefinition(column, notNullText(relation, column, notNullOf(column))));
  const checks = constraints
    .filter((constraint) => constraint.kind === "check" && constraint.isLocal && constraint.isValidated)
    .map((constraint) => `CONSTRAINT ${quoteIdentifier(constraint.name)} ${constraint.definition}`);
  return [...lines, ...checks].map((line) => `  ${line}`);
}

/** A column as it stands in CREATE TABLE or ADD COLUMN; `notNull` is what it has of NOT NULL. */
export function columnDefinition(column: CatalogColumn, notNull: string): string {
  const words = [quoteIdentifier(column.name), column.type];
  if (column.collation !== null) words.push(`COLLATE ${column.collation}`);
  if (column.identity !== null) {
    const options = column.identityOptions === null ? "" : ` (${column.identityOptions})`;
    words.push(`GENERATED ${column.identity === "always" ? "ALWAYS" : "BY DEFAULT"} AS IDENTITY${options}`);
  } else if (column.generated !== null) {
    const keyword = column.generated === "stored" ? "STORED" : "VIRTUAL";
    if (!column.isGenerationInherited) words.push(`GENERATED ALWAYS AS (${column.default ?? ""}) ${keyword}`);
  } else if (column.default !== null) words.push(`DEFAULT ${column.default}`);
  if (notNull !== "") words.push(notNull);
  return words.join(" ");
}

/** From version 18 on NOT NULL has a name, may be not valid yet, and may be no matter of the children. */
function notNullText(relation: RelationHead, column: CatalogColumn, constraint: CatalogConstraint | undefined): string {
  if (column.isNullable || constraint?.isValidated === false) return "";
  if (!constraint) return "NOT NULL";
  const isNamed = constraint.name !== `${relation.name}_${column.name}_not_null`;
  const name = isNamed ? `CONSTRAINT ${quoteIdentifier(constraint.name)} ` : "";
  return `${name}NOT NULL${/ NO INHERIT$/.test(constraint.definition) ? " NO INHERIT" : ""}`;
}

/** A partition has its parent's columns, a typed table its type's; only a default and a NOT NULL may be its own. */
function partitionColumnText(
  column: CatalogColumn,
  constraint: CatalogConstraint | undefined,
  areNotNullsConstraints: boolean,
): string[] {
  const words: string[] = [];
  if (column.default !== null && column.generated === null) words.push(`DEFAULT ${column.default}`);
  if (!column.isNullable && (areNotNullsConstraints ? constraint?.isLocal : true)) words.push("NOT NULL");
  return words.length > 0 ? [`${quoteIdentifier(column.name)} WITH OPTIONS ${words.join(" ")}`] : [];
}

/** Keys, exclusions, foreign keys, and what is not validated yet. Other NOT NULLs stand at their columns. */
function separateConstraints({ relation, constraints }: RelationParts): string[] {
  return constraints
    .filter(({ kind, isLocal, isValidated }) => {
      if (!isLocal || kind === "trigger") return false;
      return (kind !== "check" && kind !== "notNull") || !isValidated;
    })
    .map(
      ({ name, definition }) =>
        `ALTER TABLE ${quoteName(relation)}\n  ADD CONSTRAINT ${quoteIdentifier(name)} ${definition}`,
    );
}

function triggerStatements(relation: RelationHead, trigger: CatalogTrigger): string[] {
  const disabled = `ALTER TABLE ${quoteName(relation)} DISABLE TRIGGER ${quoteIdentifier(trigger.name)}`;
  return trigger.isEnabled ? [trigger.definition] : [trigger.definition, disabled];
}

function rowSecurity(relation: RelationHead): string[] {
  const statements: string[] = [];
  if (relation.hasRowSecurity) statements.push(`ALTER TABLE ${quoteName(relation)} ENABLE ROW LEVEL SECURITY`);
  if (relation.isRowSecurityForced) statements.push(`ALTER TABLE ${quoteName(relation)} FORCE ROW LEVEL SECURITY`);
  return statements;
}

const commentKeywords: Readonly<Record<RelationHead["kind"], string>> = {
  table: "TABLE",
  partitioned: "TABLE",
  foreign: "FOREIGN TABLE",
  view: "VIEW",
  materializedView: "MATERIALIZED VIEW",
  sequence: "SEQUENCE",
};

function comments({ relation, columns, constraints, indexes }: RelationParts): string[] {
  const name = quoteName(relation);
  const all: (readonly [string, string | null])[] = [
    [`${commentKeywords[relation.kind]} ${name}`, relation.comment],
    ...columns.map((column) => [`COLUMN ${name}.${quoteIdentifier(column.name)}`, column.comment] as const),
    ...constraints.map(
      (constraint) => [`CONSTRAINT ${quoteIdentifier(constraint.name)} ON ${name}`, constraint.comment] as const,
    ),
    ...indexes.map(
      (index) => [`INDEX ${quoteName({ schema: relation.schema, name: index.name })}`, index.comment] as const,
    ),
  ];
  return all.flatMap(([subject, text]) =>
    text === null ? [] : [`COMMENT ON ${subject} IS ${quoteLiteral(text).trim()}`],
  );
}
