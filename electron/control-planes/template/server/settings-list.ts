import { quoteIdentifier, quoteLiteral } from "../../../../shared/sql/quote.ts";

/** Settings that hold a list of names (GUC_LIST_QUOTE in PostgreSQL's source): one string constant would be one name. */
const lists = new Set([
  "local_preload_libraries",
  "search_path",
  "session_preload_libraries",
  "shared_preload_libraries",
  "temp_tablespaces",
  "unix_socket_directories",
]);

/** `name=value` as the catalog keeps it, as `name TO value` for ALTER DATABASE ... SET. */
export function settingSql(setting: string): string {
  const at = setting.indexOf("=");
  const name = setting.slice(0, at);
  const value = setting.slice(at + 1);
  const values = lists.has(name) ? splitNames(value) : [value];
  const text = values.length === 0 ? "''" : values.map((one) => quoteLiteral(one).trim()).join(", ");
  return `${name.split(".").map(quoteIdentifier).join(".")} TO ${text}`;
}

/** The names of a list as the catalog keeps it: `"$user", public`. Names without quotes are folded as the server folds them. */
function splitNames(list: string): readonly string[] {
  const names: string[] = [];
  for (const [, quoted, plain] of list.matchAll(/\s*(?:"((?:[^"]|"")*)"|([^,\s][^,]*?))\s*(?:,|$)/g))
    names.push(quoted === undefined ? (plain ?? "").toLowerCase() : quoted.replaceAll('""', '"'));
  return names;
}
