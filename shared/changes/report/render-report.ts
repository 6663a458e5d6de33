import type { ReportSection } from "./report-sections.ts";

/** The sections as Markdown. Names and SQL of the database are escaped, so that they stay text. */
export function renderMarkdown(sections: readonly ReportSection[]): string {
  const parts = sections.map(({ title, lines, table }, place) => {
    const head = `${place === 0 ? "#" : "##"} ${inMarkdown(title)}`;
    const rows = table === null ? [] : [table.head, table.head.map(() => "---"), ...table.rows];
    const text = rows.map((row, at) => `| ${row.map((cell) => (at === 1 ? cell : inMarkdown(cell))).join(" | ")} |`);
    return [head, ...lines.map(inMarkdown), ...(text.length > 0 ? [text.join("\n")] : [])].join("\n\n");
  });
  return `${parts.join("\n\n")}\n`;
}

/** The sections as one HTML page that loads nothing from anywhere. */
export function renderHtml(sections: readonly ReportSection[]): string {
  const title = inHtml(sections[0]?.title ?? "Rehearsal");
  const body = sections.map(({ title: heading, lines, table }, place) => {
    const tag = place === 0 ? "h1" : "h2";
    const row = (cells: readonly string[], cell: "th" | "td") =>
      `<tr>${cells.map((text) => `<${cell}>${inHtml(text)}</${cell}>`).join("")}</tr>`;
    const rows =
      table === null
        ? ""
        : `<table><thead>${row(table.head, "th")}</thead><tbody>${table.rows.map((cells) => row(cells, "td")).join("")}</tbody></table>`;
    return `<${tag}>${inHtml(heading)}</${tag}>${lines.map((line) => `<p>${inHtml(line)}</p>`).join("")}${rows}`;
  });
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title}</title><style>${style}</style></head>
<body>${body.join("\n")}</body></html>
`;
}

const style = `body{font:14px/1.5 system-ui,sans-serif;max-width:80rem;margin:2rem auto;padding:0 1rem;color:#1a1d21;background:#fff}
h1{font-size:1.4rem}h2{font-size:1.1rem;margin-top:2rem}table{border-collapse:collapse;font-size:13px}
th,td{text-align:left;vertical-align:top;padding:.3rem .6rem;border:1px solid #d5d9df;overflow-wrap:anywhere;white-space:pre-wrap}
th{background:#f2f4f7}@media(prefers-color-scheme:dark){body{color:#e6e8eb;background:#16181c}th{background:#22252b}th,td{border-color:#3a3f47}}`;

/** Characters that could make another order or nothing of what is read. */
const unseen = /(?![\n\t])[\p{Cc}\p{Cf}\u2028\u2029]/gu;

function visible(text: string): string {
  return text.replaceAll(unseen, (found) => `\\u{${(found.codePointAt(0) ?? 0).toString(16)}}`);
}

function inMarkdown(text: string): string {
  return visible(text.replaceAll(/\s*[\r\n]+\s*/g, " "))
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(/([\\`*_[\]|#>~!])/g, "\\$1");
}

function inHtml(text: string): string {
  return visible(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
