import { useMemo } from "react";
import { sqlTokens } from "./sql-tokens.ts";
import "./sql-text.css";

interface SqlTextProps {
  readonly sql: string;
  readonly isInline?: boolean | undefined;
  /** Lines shown; the rest is cut. */
  readonly maxLines?: number | undefined;
  /** Stretches to mark, as UTF-16 offsets. */
  readonly marks?: readonly { readonly start: number; readonly end: number }[] | undefined;
}

/** SQL to read, coloured. */
export function SqlText({ sql, isInline, maxLines, marks }: SqlTextProps) {
  const shown = useMemo(() => (maxLines ? firstLines(sql, maxLines) : sql), [sql, maxLines]);
  const parts = useMemo(() => markedTokens(shown, marks ?? []), [shown, marks]);
  const spans = parts.map((part, index) => {
    const name = `sql-${part.kind}${part.isMarked ? " sql-marked" : ""}`;
    return part.kind === "plain" && !part.isMarked ? (
      part.text
    ) : (
      <span key={index} className={name}>
        {part.text}
      </span>
    );
  });
  return isInline ? <code className="sql-text sql-text-inline">{spans}</code> : <pre className="sql-text">{spans}</pre>;
}

function firstLines(sql: string, count: number): string {
  const lines = sql.split("\n");
  return lines.length <= count ? sql : `${lines.slice(0, count).join("\n")}\n…`;
}

function markedTokens(sql: string, marks: readonly { readonly start: number; readonly end: number }[]) {
  const parts: { kind: string; text: string; isMarked: boolean }[] = [];
  let at = 0;
  for (const token of sqlTokens(sql)) {
    const end = at + token.text.length;
    const cuts = marks.flatMap((mark) => [mark.start, mark.end]).filter((cut) => cut > at && cut < end);
    const edges = [at, ...cuts.sort((a, b) => a - b), end];
    for (const [index, from] of edges.slice(0, -1).entries()) {
      const to = edges[index + 1] ?? end;
      const isMarked = marks.some((mark) => from >= mark.start && to <= mark.end);
      parts.push({ kind: token.kind, text: sql.slice(from, to), isMarked });
    }
    at = end;
  }
  return parts;
}
