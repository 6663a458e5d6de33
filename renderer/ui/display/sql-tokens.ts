/** A piece of SQL to be coloured. The texts of all pieces together are the SQL. */
export interface SqlToken {
  readonly kind: "keyword" | "string" | "number" | "comment" | "function" | "identifier" | "plain";
  readonly text: string;
}

const keywords = new Set(
  `abort add all alter analyze and any array as asc at attach begin between both by cascade case cast check cluster collate column
  comment commit concurrently constraint copy create cross current_date current_timestamp current_user cursor database deallocate
  declare default deferrable deferred delete desc detach distinct do domain drop each else enable end enum except exclude execute
  exists explain extension false fetch filter first following for force foreign from full function generated grant group grouping
  having identity if ilike immediate in include index inherits initially inner insert instead intersect into invalid is isolation
  join key language last lateral leading left level like limit listen local lock materialized merge natural next no not notify
  nothing null nulls of off offset on only or order outer over owner partition policy preceding prepare primary procedure range
  read recursive references refresh reindex rename replace reset restrict returning returns revoke right role rollback row rows
  savepoint schema select sequence serializable session set show similar some start statistics stored symmetric table tablesample
  temporary then to trailing transaction trigger true truncate type unbounded union unique unlisten unlogged update using vacuum
  valid validate value values view when where window with within without work write`
    .split(/\s+/)
    .filter(Boolean),
);

const pieces =
  /(?<comment>--[^\n]*|\/\*[\s\S]*?(?:\*\/|$))|(?<string>(?:\b[eE]'(?:[^'\\]|\\[\s\S]|'')*(?:'|$))|(?:'(?:[^']|'')*(?:'|$))|(?<tag>\$(?:[A-Za-z_]\w*)?\$)[\s\S]*?(?:\k<tag>|$))|(?<identifier>"(?:[^"]|"")*(?:"|$))|(?<number>\b\d[\d_]*(?:\.\d+)?(?:e[+-]?\d+)?\b)|(?<word>[\p{L}_][\p{L}\p{N}_$]*)/giu;

/** Cuts SQL for colouring. It only looks at the surface: what runs is decided by the server's grammar. */
export function sqlTokens(sql: string): SqlToken[] {
  const tokens: SqlToken[] = [];
  let at = 0;
  for (const match of sql.matchAll(pieces)) {
    if (match.index > at) tokens.push({ kind: "plain", text: sql.slice(at, match.index) });
    at = match.index + match[0].length;
    tokens.push({ kind: kindOf(match.groups ?? {}, sql, at), text: match[0] });
  }
  if (at < sql.length) tokens.push({ kind: "plain", text: sql.slice(at) });
  return tokens;
}

function kindOf(groups: Readonly<Record<string, string | undefined>>, sql: string, end: number): SqlToken["kind"] {
  if (groups.comment !== undefined) return "comment";
  if (groups.string !== undefined) return "string";
  if (groups.identifier !== undefined) return "identifier";
  if (groups.number !== undefined) return "number";
  if (keywords.has((groups.word ?? "").toLowerCase())) return "keyword";
  return sql[end] === "(" ? "function" : "plain";
}
