/** A text in one line, as lists show it. */
export function firstLine(sql: string): string {
  return sql.replace(/\s+/g, " ").trim().slice(0, 120);
}

/** What the tab is called that the text is opened in. */
export function titleOf(sql: string): string {
  const title = sql
    .replace(/--[^\n]*/g, "")
    .replace(/\s+/g, " ")
    .trim();
  return title === "" ? "Query" : title.slice(0, 30);
}
