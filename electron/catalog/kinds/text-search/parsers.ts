import { ddlFrom, factsSql, type ObjectKindReader, sinceOldest, toCatalogObject } from "../object-kind.ts";
import { commentSql, qualified, statementsSql } from "../sql-text.ts";
import { routineOption, textSearchFrom, textSearchList } from "./text-search-sql.ts";

const from = textSearchFrom("pg_ts_parser", "prs");
const name = qualified("n.nspname", "o.prsname");

/** Text search parsers. They have no owner. */
export const textSearchParsers: ObjectKindReader = {
  kind: "textSearchParser",
  catalog: "pg_ts_parser",
  versions: textSearchList("pg_ts_parser", "prs"),
  toModel: toCatalogObject,
  facts: sinceOldest(factsSql("pg_catalog.pg_ts_parser o", [["Token function", "o.prstoken"]])),
  ddl: ddlFrom(
    sinceOldest(
      statementsSql(from, [
        `'CREATE TEXT SEARCH PARSER ' || ${name} || ' (' || pg_catalog.substr(pg_catalog.concat(
           ${routineOption("START", "o.prsstart")}, ${routineOption("GETTOKEN", "o.prstoken")}, ${routineOption("END", "o.prsend")},
           ${routineOption("LEXTYPES", "o.prslextype")}, ${routineOption("HEADLINE", "o.prsheadline")}), 3) || ')'`,
        commentSql("pg_ts_parser", "TEXT SEARCH PARSER", name),
      ]),
    ),
  ),
  access: null,
};
