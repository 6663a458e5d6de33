import { ddlFrom, factsSql, type ObjectKindReader, sinceOldest, toCatalogObject } from "../object-kind.ts";
import { commentSql, qualified, statementsSql } from "../sql-text.ts";
import { textSearchAccess, textSearchFrom, textSearchList } from "./text-search-sql.ts";

const from = textSearchFrom("pg_ts_dict", "dict");
const name = qualified("n.nspname", "o.dictname");
const template = `(SELECT ${qualified("tn.nspname", "t.tmplname")} FROM pg_catalog.pg_ts_template t
                     JOIN pg_catalog.pg_namespace tn ON tn.oid = t.tmplnamespace WHERE t.oid = o.dicttemplate)`;

/** Text search dictionaries. */
export const textSearchDictionaries: ObjectKindReader = {
  kind: "textSearchDictionary",
  catalog: "pg_ts_dict",
  versions: textSearchList("pg_ts_dict", "dict"),
  toModel: toCatalogObject,
  facts: sinceOldest(
    factsSql("pg_catalog.pg_ts_dict o", [
      ["Template", template],
      ["Options", "o.dictinitoption"],
    ]),
  ),
  ddl: ddlFrom(
    sinceOldest(
      statementsSql(from, [
        // The options are kept as SQL by the server.
        `'CREATE TEXT SEARCH DICTIONARY ' || ${name} || ' (TEMPLATE = ' || ${template} || COALESCE(', ' || o.dictinitoption, '') || ')'`,
        commentSql("pg_ts_dict", "TEXT SEARCH DICTIONARY", name),
      ]),
    ),
  ),
  access: textSearchAccess("dict", "TEXT SEARCH DICTIONARY"),
};
