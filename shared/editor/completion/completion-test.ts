import type { ColumnFact, RelationDetails } from "../../catalog/facts.ts";
import type { CatalogFacts } from "./facts.ts";
import { listProposals } from "./list-proposals.ts";
import { neededFacts } from "./needed-facts.ts";
import type { Proposal } from "./proposal.ts";
import { readSituation } from "./reading/read-situation.ts";

const tables: Readonly<Record<string, string>> = {
  "public.customers": "id bigint!, name text, email text",
  "public.orders": "id bigint!, customer_id bigint, placed_at timestamptz, total numeric(12,2)",
  "public.order_lines": "order_id bigint!, line integer!, product text, order integer",
  "public.shipments": "id bigint!, order_id bigint, line integer, from_id bigint, to_id bigint",
  "public.Odd name": 'id integer!, Mixed Case text, a"b text',
  "audit.log": "at timestamptz, what jsonb",
  "audit.orders": "id bigint!, seen boolean",
  "public.staff": "id bigint!, boss_id bigint, name text",
};

const details: readonly RelationDetails[] = Object.entries(tables).flatMap(([full, columns]) => {
  const [schema = "", name = ""] = full.split(".");
  const known = {
    schema,
    name,
    kind: name === "log" ? ("view" as const) : ("table" as const),
    comment: null,
    estimatedRows: null,
    sizeBytes: 0,
    columns: columns.split(/, (?=[\w" ]+ \w)/).map(toColumn),
  };
  const plain = schema === "public" ? [{ ...known, asked: { schema: null, name } }] : [];
  return [...plain, { ...known, asked: { schema, name } }];
});

function toColumn(text: string): ColumnFact {
  const at = text.lastIndexOf(" ");
  const type = text.slice(at + 1);
  const isPrimaryKey = type.endsWith("!");
  return {
    name: text.slice(0, at),
    type: type.replace("!", ""),
    comment: null,
    isNullable: !isPrimaryKey,
    defaultSql: isPrimaryKey && type.startsWith("bigint") ? "nextval" : null,
    isPrimaryKey,
  };
}

const key = (from: string, columns: string, to: string, toColumns: string) => ({
  from: { schema: "public", name: from },
  columns: columns.split(","),
  to: { schema: "public", name: to },
  toColumns: toColumns.split(","),
});

const routine = (schema: string, name: string, args: string, result: string, isSetReturning = false) => ({
  schema,
  name,
  arguments: args,
  result,
  kind: result === "" ? ("procedure" as const) : ("function" as const),
  isSetReturning,
  comment: null,
});

/** What the server of these tests would answer. */
export const testFacts: CatalogFacts = {
  searchPath: ["public"],
  schemas: ["public", "audit", "Odd schema"],
  isPartial: false,
  relations: Object.keys(tables).map((full) => {
    const [schema = "", name = ""] = full.split(".");
    return { schema, name, kind: name === "log" ? "view" : "table" };
  }),
  details,
  foreignKeys: [
    key("orders", "customer_id", "customers", "id"),
    key("order_lines", "order_id", "orders", "id"),
    key("shipments", "order_id,line", "order_lines", "order_id,line"),
    key("staff", "boss_id", "staff", "id"),
  ],
  functions: [
    routine("public", "order_total", "order_id bigint", "numeric"),
    routine("public", "lines_of", "order_id bigint", "SETOF order_lines", true),
    routine("public", "close_day", "day date", ""),
    routine("audit", "touch", "", "void"),
    routine("pg_catalog", "count", '"any"', "bigint"),
    routine("pg_catalog", "now", "", "timestamp with time zone"),
    routine("pg_catalog", "lower", "text", "text"),
    routine("pg_catalog", "lower", "anyrange", "anyelement"),
    routine("pg_catalog", "generate_series", "integer, integer", "SETOF integer", true),
  ],
};

/** What is offered at the bar of a text. Only what was asked for is known: a forgotten need would show. */
export function offersAt(marked: string): readonly Proposal[] {
  const offset = marked.indexOf("|");
  const situation = readSituation(marked.replace("|", ""), offset);
  const needed = neededFacts(situation);
  const wanted = new Set(needed.details.map(({ schema, name }) => JSON.stringify([schema, name])));
  const facts: CatalogFacts = {
    ...testFacts,
    schemas: needed.names ? testFacts.schemas : [],
    relations: needed.names ? testFacts.relations : [],
    functions: needed.functions ? testFacts.functions : [],
    foreignKeys: needed.foreignKeys ? testFacts.foreignKeys : [],
    details: testFacts.details.filter(({ asked }) => wanted.has(JSON.stringify([asked.schema, asked.name]))),
  };
  return listProposals(situation, facts).items;
}

/** The text with the first offer taken. */
export function textWithFirst(marked: string): string {
  const offset = marked.indexOf("|");
  const text = marked.replace("|", "");
  const { replace, items } = { ...listProposals(readSituation(text, offset), testFacts) };
  return `${text.slice(0, replace.start)}${items[0]?.insert ?? ""}${text.slice(replace.end)}`;
}
