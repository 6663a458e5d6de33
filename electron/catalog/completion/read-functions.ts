import type { FunctionFact } from "../../../shared/catalog/facts.ts";
import type { ReadSession } from "../../postgres/session.ts";
import { isTrue, toText } from "../catalog-text.ts";

// Functions of types, operators and triggers are not for people: what takes or gives an internal type, and what begins
// with an underscore or belongs to an operator class of its own.
const sql = `
  SELECT n.nspname, p.proname, pg_catalog.pg_get_function_arguments(p.oid), coalesce(pg_catalog.pg_get_function_result(p.oid), ''),
         p.prokind, p.proretset, d.description
    FROM pg_catalog.pg_proc p
    JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
    LEFT JOIN pg_catalog.pg_description d
      ON d.objoid = p.oid AND d.classoid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND d.objsubid = 0
   WHERE n.nspname <> 'information_schema' AND NOT pg_catalog.starts_with(n.nspname, 'pg_t')
     AND NOT (p.proargtypes::pg_catalog.oid[] && ARRAY['pg_catalog.internal'::pg_catalog.regtype::pg_catalog.oid,
              'pg_catalog.cstring'::pg_catalog.regtype::pg_catalog.oid])
     AND p.prorettype NOT IN ('pg_catalog.internal'::pg_catalog.regtype, 'pg_catalog.cstring'::pg_catalog.regtype,
           'pg_catalog.trigger'::pg_catalog.regtype, 'pg_catalog.event_trigger'::pg_catalog.regtype)
     AND (n.nspname <> 'pg_catalog' OR NOT EXISTS (SELECT FROM pg_catalog.pg_operator o WHERE o.oprcode = p.oid))
     AND pg_catalog.has_schema_privilege(n.oid, 'USAGE')
   ORDER BY n.nspname = 'pg_catalog', n.nspname, p.proname, p.pronargs
   LIMIT 10000`;

const kinds: Readonly<Record<string, FunctionFact["kind"]>> = {
  f: "function",
  a: "aggregate",
  w: "window",
  p: "procedure",
};

/** Functions that a person may call, the server's own last; at most 10,000. */
export async function readFunctionFacts(session: ReadSession): Promise<readonly FunctionFact[]> {
  const answer = await session.query(sql, [], { cause: "editor: completion" });
  return answer.rows.map(([schema, name, args, result, kind, isSetReturning, comment]) => ({
    schema: toText(schema),
    name: toText(name),
    arguments: toText(args),
    result: kind === "p" ? "" : toText(result),
    kind: kinds[toText(kind)] ?? "function",
    isSetReturning: isTrue(isSetReturning),
    comment: comment ?? null,
  }));
}
