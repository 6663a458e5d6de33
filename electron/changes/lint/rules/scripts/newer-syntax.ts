import type { Node } from "libpg-query";
import type { LintRule } from "../../rule.ts";

/** What a version brought, and how its tree shows: any object below the statement for which `has` holds. */
interface NewSyntax {
  readonly from: number;
  readonly what: string;
  readonly has: (part: Readonly<Record<string, unknown>>) => boolean;
}

const syntaxes: readonly NewSyntax[] = [
  { from: 15, what: "MERGE", has: (part) => "MergeStmt" in part },
  { from: 15, what: "NULLS NOT DISTINCT", has: (part) => part.nulls_not_distinct === true },
  { from: 15, what: "SET ACCESS METHOD", has: (part) => part.subtype === "AT_SetAccessMethod" },
  { from: 15, what: "ON DELETE SET NULL (columns)", has: (part) => isList(part.fk_del_set_cols) },
  { from: 15, what: "security_invoker", has: (part) => part.defname === "security_invoker" },
  {
    from: 15,
    what: "a publication of schemas",
    has: (part) => `${part.pubobjtype}`.startsWith("PUBLICATIONOBJ_TABLES_IN"),
  },
  {
    from: 15,
    what: "rows or columns of a publication's table",
    has: (part) =>
      isRecord(part.pubtable) && (part.pubtable.whereClause !== undefined || isList(part.pubtable.columns)),
  },
  { from: 16, what: "STORAGE in CREATE TABLE", has: (part) => typeof part.storage_name === "string" },
  {
    from: 16,
    what: "JSON_ARRAY and JSON_OBJECT",
    has: (part) => "JsonObjectConstructor" in part || "JsonArrayConstructor" in part,
  },
  { from: 16, what: "IS JSON", has: (part) => "JsonIsPredicate" in part },
  {
    from: 16,
    what: "GRANT of a role WITH INHERIT or SET",
    has: (part) => "GrantRoleStmt" in part && hasOption(part.GrantRoleStmt, ["inherit", "set"]),
  },
  { from: 17, what: "SET EXPRESSION", has: (part) => part.subtype === "AT_SetExpression" },
  {
    from: 17,
    what: "JSON_TABLE, JSON_VALUE, JSON_QUERY and JSON_EXISTS",
    has: (part) => "JsonTable" in part || "JsonFuncExpr" in part,
  },
  {
    from: 17,
    what: "MERGE ... RETURNING",
    has: (part) => "MergeStmt" in part && isRecord(part.MergeStmt) && part.MergeStmt.returningClause !== undefined,
  },
  {
    from: 17,
    what: "WHEN NOT MATCHED BY SOURCE",
    has: (part) => part.matchKind === "MERGE_WHEN_NOT_MATCHED_BY_SOURCE",
  },
  { from: 17, what: "the privilege MAINTAIN", has: (part) => part.priv_name === "maintain" },
  { from: 18, what: "VIRTUAL", has: (part) => part.generated_kind === "v" },
  {
    from: 18,
    what: "NOT ENFORCED",
    has: (part) => part.contype === "CONSTR_ATTR_NOT_ENFORCED" || (isConstraintKind(part.contype) && !part.is_enforced),
  },
  {
    from: 18,
    what: "NOT NULL as a constraint of the table",
    has: (part) => part.contype === "CONSTR_NOTNULL" && isList(part.keys),
  },
  {
    from: 18,
    what: "WITHOUT OVERLAPS and PERIOD",
    has: (part) => part.without_overlaps === true || part.fk_with_period === true,
  },
  { from: 18, what: "RETURNING WITH (OLD, NEW)", has: (part) => "ReturningOption" in part },
];

/** Syntax that a later version brought: the parser is that of 18, the server may refuse it. */
export const newerSyntax: LintRule = {
  code: "newer-syntax",
  aliases: [],
  class: "risky",
  severity: "error",
  lock: null,
  cost: null,
  directions: ["up", "down"],
  check: ({ statements, version }) => {
    const later = version === null ? [] : syntaxes.filter(({ from }) => from > version.major);
    if (version === null || later.length === 0) return [];
    return statements.flatMap(({ node, index }) =>
      findSyntax(node, later).map(({ from, what }) => ({
        statementIndex: index,
        subject: what,
        message: `${what} is there from version ${from}; the server has ${version.major} and refuses it.`,
      })),
    );
  },
};

function findSyntax(node: Node, wanted: readonly NewSyntax[]): readonly NewSyntax[] {
  const found = new Set<NewSyntax>();
  const visit = (part: unknown): void => {
    if (Array.isArray(part)) return part.forEach(visit);
    if (!isRecord(part)) return;
    for (const syntax of wanted) if (syntax.has(part)) found.add(syntax);
    for (const value of Object.values(part)) if (typeof value === "object") visit(value);
  };
  visit(node);
  return [...found];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isList(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0;
}

function isConstraintKind(kind: unknown): boolean {
  return kind === "CONSTR_CHECK" || kind === "CONSTR_FOREIGN";
}

function hasOption(statement: unknown, names: readonly string[]): boolean {
  const options = isRecord(statement) && Array.isArray(statement.opt) ? statement.opt : [];
  return options.some((one) => isRecord(one) && isRecord(one.DefElem) && names.includes(`${one.DefElem.defname}`));
}
