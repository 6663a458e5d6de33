import { ddlFrom, factsSql, type ObjectKindReader, sinceOldest, toCatalogObject } from "../object-kind.ts";
import { commentSql, qualified, statementsSql } from "../sql-text.ts";
import { routineOption, textSearchFrom, textSearchList } from "./text-search-sql.ts";

const from = textSearchFrom("pg_ts_template", "tmpl");
const name = qualified("n.nspname", "o.tmplname");

/** Text search templates. They have no owner. */
export const textSearchTemplates: ObjectKindReader = {
  kind: "textSearchTemplate",
  catalog: "pg_ts_template",
  versions: textSearchList("pg_ts_template", "tmpl"),
  toModel: toCatalogObject,
  facts: sinceOldest(factsSql("pg_catalog.pg_ts_template o", [["Lexize function", "o.tmpllexize"]])),
  ddl: ddlFrom(
    sinceOldest(
      statementsSql(from, [
        `'CREATE TEXT SEARCH TEMPLATE ' || ${name} || ' (' || pg_catalog.substr(pg_catalog.concat(
           ${routineOption("INIT", "o.tmplinit")}, ${routineOption("LEXIZE", "o.tmpllexize")}), 3) || ')'`,
        commentSql("pg_ts_template", "TEXT SEARCH TEMPLATE", name),
      ]),
    ),
  ),
  access: null,
};
