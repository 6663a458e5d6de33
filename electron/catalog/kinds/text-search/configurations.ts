import { ddlFrom, factsSql, type ObjectKindReader, sinceOldest, toCatalogObject } from "../object-kind.ts";
import { commentSql, qualified, quoted, statementsSql } from "../sql-text.ts";
import { textSearchAccess, textSearchFrom, textSearchList } from "./text-search-sql.ts";

const from = textSearchFrom("pg_ts_config", "cfg");
const name = qualified("n.nspname", "o.cfgname");
const parser = `(SELECT ${qualified("pn.nspname", "p.prsname")} FROM pg_catalog.pg_ts_parser p
                   JOIN pg_catalog.pg_namespace pn ON pn.oid = p.prsnamespace WHERE p.oid = o.cfgparser)`;

const mappingsSql = `
  SELECT 'ALTER TEXT SEARCH CONFIGURATION ' || ${name} || ' ADD MAPPING FOR ' || ${quoted("t.alias")} || ' WITH '
         || pg_catalog.string_agg(${qualified("dn.nspname", "d.dictname")}, ', ' ORDER BY m.mapseqno)
    FROM ${from} JOIN pg_catalog.pg_ts_config_map m ON m.mapcfg = o.oid
    JOIN pg_catalog.ts_token_type(o.cfgparser) t ON t.tokid = m.maptokentype
    JOIN pg_catalog.pg_ts_dict d ON d.oid = m.mapdict JOIN pg_catalog.pg_namespace dn ON dn.oid = d.dictnamespace
   WHERE o.oid = $1 GROUP BY n.nspname, o.cfgname, t.alias, t.tokid ORDER BY t.tokid`;

/** Text search configurations. */
export const textSearchConfigurations: ObjectKindReader = {
  kind: "textSearchConfiguration",
  catalog: "pg_ts_config",
  versions: textSearchList("pg_ts_config", "cfg"),
  toModel: toCatalogObject,
  facts: sinceOldest(
    factsSql("pg_catalog.pg_ts_config o", [
      ["Parser", parser],
      [
        "Token types mapped",
        "(SELECT pg_catalog.count(DISTINCT m.maptokentype) FROM pg_catalog.pg_ts_config_map m WHERE m.mapcfg = o.oid)",
      ],
    ]),
  ),
  ddl: async (session, object) => {
    const [creation, ...rest] = await ddlFrom(
      sinceOldest(
        statementsSql(from, [
          `'CREATE TEXT SEARCH CONFIGURATION ' || ${name} || ' (PARSER = ' || ${parser} || ')'`,
          commentSql("pg_ts_config", "TEXT SEARCH CONFIGURATION", name),
        ]),
      ),
    )(session, object);
    const mappings = await ddlFrom(sinceOldest(mappingsSql))(session, object);
    return creation === undefined ? [] : [creation, ...mappings, ...rest];
  },
  access: textSearchAccess("cfg", "TEXT SEARCH CONFIGURATION"),
};
