import type { Expectation } from "./expectation.ts";
import { type Item, isName, isSign, isWord } from "./word-tree.ts";

const relationWords = [
  /^(drop|alter) (materialized )?(table|view|foreign table|index)( if exists)?( only)?$/,
  /^(truncate|analyze|vacuum|copy|table|lock|cluster|reindex|refresh)( (table|verbose|full|only|materialized view|concurrently))*$/,
  /^comment on (table|view|materialized view)$/,
  /^(grant|revoke) .* on( table)?$/,
  /^create .*index .*\bon( only)?$/,
  /^create .*(trigger|policy|rule) .*\bon$/,
  /.*\b(references|inherits)$/,
  /^(drop|truncate) .*,$/,
];

const alterWords =
  /^alter table( if exists)?( only)? (\S+)( \. (\S+))? (.*, )?(drop|alter|rename|validate)( column)?( if exists)?$/;

/** What may stand in a statement without a query, or in front of the first word of one. */
export function expectInDefinition(all: readonly Item[], items: readonly Item[]): Expectation {
  const text = items.map((item) => (item.kind === "group" ? "()" : item.text)).join(" ");
  if (text === "") return { kind: "statement" };
  if (isWord(items.at(-1), "begin", "then", "else", "loop") && !isWord(items[0], "begin")) return { kind: "statement" };
  if (relationWords.some((pattern) => pattern.test(text))) return { kind: "relation", isJoin: false };
  if (
    /^(drop|alter|create) schema( if (not )?exists)?$|\b(set|to) schema$|^set search_path (=|to)( .*,)?$|\bin schema$/.test(
      text,
    )
  )
    return { kind: "schema" };
  if (
    /^call$|^(drop|alter|comment on) (function|procedure|routine|aggregate)( if exists)?$|\bexecute (function|procedure)$/.test(
      text,
    )
  )
    return { kind: "routine" };
  const altered = alterWords.exec(text);
  if (altered) return columnsOfAltered(all);
  if (isWord(items[0], "explain") && items.length < 3)
    return {
      kind: "words",
      words: ["SELECT", "ANALYZE", "(ANALYZE, BUFFERS)", "WITH", "UPDATE", "INSERT INTO", "DELETE FROM"],
    };
  return { kind: "words", words: wordsBehind(text) };
}

function columnsOfAltered(items: readonly Item[]): Expectation {
  const at = items.findIndex((item) => isWord(item, "table"));
  const rest = items.slice(at + 1).filter((item) => !isWord(item, "if", "exists", "only"));
  const [name, dot, second] = rest;
  if (!isName(name)) return { kind: "nothing" };
  const relation =
    isSign(dot, ".") && isName(second) ? { schema: name.text, name: second.text } : { schema: null, name: name.text };
  return {
    kind: "columnsOf",
    source: { alias: relation.name, relation, outputs: null, columnNames: [], start: name.start },
    given: [],
  };
}

const objects = [
  "TABLE",
  "VIEW",
  "INDEX",
  "SCHEMA",
  "FUNCTION",
  "TYPE",
  "SEQUENCE",
  "TRIGGER",
  "MATERIALIZED VIEW",
  "PROCEDURE",
  "EXTENSION",
  "POLICY",
  "DOMAIN",
  "ROLE",
  "DATABASE",
];

const behind: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^create$/, [...objects, "UNIQUE INDEX", "OR REPLACE FUNCTION", "OR REPLACE VIEW", "TEMPORARY TABLE"]],
  [/^(drop|alter)$/, objects],
  [/^comment$/, ["ON TABLE", "ON COLUMN", "ON FUNCTION", "ON SCHEMA"]],
  [
    /^alter table \S+( \. \S+)?$/,
    [
      "ADD COLUMN",
      "DROP COLUMN",
      "ALTER COLUMN",
      "RENAME TO",
      "RENAME COLUMN",
      "ADD CONSTRAINT",
      "VALIDATE CONSTRAINT",
      "SET SCHEMA",
      "OWNER TO",
      "ENABLE ROW LEVEL SECURITY",
    ],
  ],
  [/^alter table .* alter column \S+$/, ["TYPE", "SET NOT NULL", "DROP NOT NULL", "SET DEFAULT", "DROP DEFAULT"]],
  [/^with/, ["SELECT", "INSERT INTO", "UPDATE", "DELETE FROM", "AS", "RECURSIVE"]],
  [/^(begin|start)/, ["TRANSACTION", "ISOLATION LEVEL", "READ ONLY", "READ WRITE"]],
  [/^(grant|revoke)$/, ["SELECT", "INSERT", "UPDATE", "DELETE", "ALL", "USAGE", "EXECUTE"]],
  [/^(grant|revoke) .* on/, ["TO", "FROM", "ALL TABLES IN SCHEMA"]],
  [/^set$/, ["LOCAL", "search_path TO", "statement_timeout TO", "lock_timeout TO", "ROLE", "TIME ZONE"]],
  [/^copy \S+/, ["FROM STDIN", "TO STDOUT", "WITH (FORMAT csv, HEADER)"]],
  [/^create .*index .* on \S+/, ["USING", "WHERE", "INCLUDE"]],
];

function wordsBehind(text: string): readonly string[] {
  const found = behind.find(([pattern]) => pattern.test(text))?.[1];
  return found ?? ["AS", "IF EXISTS", "IF NOT EXISTS", "CASCADE", "RESTRICT", "ON", "TO", "FROM", "USING", "SET"];
}
