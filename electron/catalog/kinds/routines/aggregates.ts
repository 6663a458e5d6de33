import { ddlFrom, type ObjectKindReader, sinceOldest, toCatalogObject } from "../object-kind.ts";
import { qualified, statementsSql } from "../sql-text.ts";
import { routineAccess, routineComment, routineFacts, routineFrom, routinesSql } from "./routine-sql.ts";

const from = `${routineFrom} JOIN pg_catalog.pg_aggregate g ON g.aggfnoid = o.oid
  JOIN pg_catalog.pg_proc sf ON sf.oid = g.aggtransfn JOIN pg_catalog.pg_namespace sn ON sn.oid = sf.pronamespace`;

const routine = (word: string, oid: string) => `
  (SELECT E',\\n  ${word} = ' || ${qualified("fn.nspname", "f.proname")}
     FROM pg_catalog.pg_proc f JOIN pg_catalog.pg_namespace fn ON fn.oid = f.pronamespace WHERE f.oid = ${oid}::pg_catalog.oid)`;
const text = (word: string, value: string) => `E',\\n  ${word} = ' || pg_catalog.quote_literal(${value})`;
const type = (word: string, oid: string) =>
  `CASE WHEN ${oid} <> 0 THEN E',\\n  ${word} = ' || pg_catalog.format_type(${oid}, NULL) END`;
const number = (word: string, value: string) => `CASE WHEN ${value} <> 0 THEN E',\\n  ${word} = ' || ${value} END`;
// Read-only is the default of ordinary aggregates, read-write of ordered-set ones.
const modify = (word: string, value: string) => `
  CASE WHEN ${value} <> CASE g.aggkind WHEN 'n' THEN 'r'::pg_catalog."char" ELSE 'w'::pg_catalog."char" END
       THEN E',\\n  ${word} = ' || CASE ${value} WHEN 'r' THEN 'READ_ONLY' WHEN 's' THEN 'SHAREABLE' ELSE 'READ_WRITE' END END`;

const definition = `
  'CREATE AGGREGATE ' || ${qualified("n.nspname", "o.proname")} || '('
  || CASE WHEN o.pronargs = 0 THEN '*' ELSE pg_catalog.pg_get_function_arguments(o.oid) END || E') (\\n  SFUNC = '
  || ${qualified("sn.nspname", "sf.proname")} || E',\\n  STYPE = ' || pg_catalog.format_type(g.aggtranstype, NULL)
  || pg_catalog.concat(
       ${number("SSPACE", "g.aggtransspace")}, ${routine("FINALFUNC", "g.aggfinalfn")},
       CASE WHEN g.aggfinalextra THEN E',\\n  FINALFUNC_EXTRA' END, ${modify("FINALFUNC_MODIFY", "g.aggfinalmodify")},
       ${routine("COMBINEFUNC", "g.aggcombinefn")}, ${routine("SERIALFUNC", "g.aggserialfn")},
       ${routine("DESERIALFUNC", "g.aggdeserialfn")}, ${text("INITCOND", "g.agginitval")},
       ${routine("MSFUNC", "g.aggmtransfn")}, ${routine("MINVFUNC", "g.aggminvtransfn")}, ${type("MSTYPE", "g.aggmtranstype")},
       ${number("MSSPACE", "g.aggmtransspace")}, ${routine("MFINALFUNC", "g.aggmfinalfn")},
       CASE WHEN g.aggmfinalextra THEN E',\\n  MFINALFUNC_EXTRA' END,
       CASE WHEN g.aggmtransfn::pg_catalog.oid <> 0 THEN ${modify("MFINALFUNC_MODIFY", "g.aggmfinalmodify")} END,
       ${text("MINITCOND", "g.aggminitval")},
       (SELECT E',\\n  SORTOP = OPERATOR(' || pg_catalog.quote_ident(p_n.nspname) || '.' || p.oprname || ')'
          FROM pg_catalog.pg_operator p JOIN pg_catalog.pg_namespace p_n ON p_n.oid = p.oprnamespace WHERE p.oid = g.aggsortop),
       CASE o.proparallel WHEN 's' THEN E',\\n  PARALLEL = SAFE' WHEN 'r' THEN E',\\n  PARALLEL = RESTRICTED' END,
       CASE WHEN g.aggkind = 'h' THEN E',\\n  HYPOTHETICAL' END)
  || E'\\n)'`;

/** Aggregates: ordinary, ordered-set and hypothetical-set ones. */
export const aggregates: ObjectKindReader = {
  kind: "aggregate",
  catalog: "pg_proc",
  versions: routinesSql(["a"], "''"),
  toModel: toCatalogObject,
  facts: routineFacts([
    [
      "Kind",
      `(SELECT CASE g.aggkind WHEN 'n' THEN 'ordinary' WHEN 'o' THEN 'ordered set' ELSE 'hypothetical set' END
          FROM pg_catalog.pg_aggregate g WHERE g.aggfnoid = o.oid)`,
    ],
    [
      "State type",
      "(SELECT pg_catalog.format_type(g.aggtranstype, NULL) FROM pg_catalog.pg_aggregate g WHERE g.aggfnoid = o.oid)",
    ],
    ["Initial state", "(SELECT g.agginitval FROM pg_catalog.pg_aggregate g WHERE g.aggfnoid = o.oid)"],
  ]),
  ddl: ddlFrom(sinceOldest(statementsSql(from, [definition, routineComment("AGGREGATE")]))),
  access: routineAccess("AGGREGATE", "FUNCTION"),
};
