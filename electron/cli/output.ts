/** How a verb prints what it found. */
export type OutputFormat = "table" | "json";

/** One column of a table: its title, and the text of a row. */
export interface TableColumn<Row> {
  readonly title: string;
  readonly text: (row: Row) => string;
  readonly isNumber?: boolean;
}

/** Rows under aligned titles; control characters of names are made visible, so that no row breaks the table or the terminal. */
export function formatTable<Row>(columns: readonly TableColumn<Row>[], rows: readonly Row[]): string {
  const cells = rows.map((row) => columns.map((column) => visible(column.text(row))));
  const widths = columns.map((column, index) =>
    Math.max(column.title.length, ...cells.map((row) => row[index]?.length ?? 0)),
  );
  const line = (texts: readonly string[]) =>
    texts
      .map((text, index) => {
        const width = widths[index] ?? 0;
        return columns[index]?.isNumber ? text.padStart(width) : text.padEnd(width);
      })
      .join("  ")
      .trimEnd();
  const titles = line(columns.map((column) => column.title));
  const rule = line(widths.map((width) => "─".repeat(width)));
  return [titles, rule, ...cells.map(line)].join("\n");
}

/** Text for a terminal: control and direction characters become their code point, line breaks included. */
export function visible(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return `\\u{${code.toString(16)}}`;
  });
}

/** Bytes as people read them: `512 B`, `1.5 MB`, `12 GB` (1 kB = 1024 bytes, as Postgres prints sizes). */
export function formatBytes(bytes: number | null): string {
  if (bytes === null) return "–";
  const units = ["B", "kB", "MB", "GB", "TB"];
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10));
  const value = bytes / 1024 ** power;
  return `${value < 10 && power > 0 ? value.toFixed(1) : Math.round(value)} ${units[power]}`;
}

/** Milliseconds as people read them: `0.42 ms`, `130 ms`, `2.4 s`. */
export function formatMs(ms: number | null): string {
  if (ms === null) return "–";
  if (ms >= 1000) return `${(ms / 1000).toFixed(1)} s`;
  return ms >= 10 ? `${Math.round(ms)} ms` : `${ms.toFixed(2)} ms`;
}
