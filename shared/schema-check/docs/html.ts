import { toHtml } from "../../findings/to-html.ts";
import { drawErd } from "./erd-svg.ts";
import { htmlStyle } from "./html-style.ts";
import type { DocumentedDatabase, DocumentedPart, DocumentedRelation, DocumentedSchema } from "./model.ts";
import { anchorOf } from "./safe-text.ts";
import { countWords, grantLines } from "./words.ts";

/** A document as one file of HTML: no script, nothing from elsewhere, light and dark. */
export function writeHtml(database: DocumentedDatabase): string {
  const title = `Schema of ${toHtml(database.name)}`;
  const hasTables = database.diagram.tables.length > 0;
  return [
    '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${title}</title>\n<style>${htmlStyle}</style>\n</head>\n<body>`,
    `<nav aria-label="Contents">\n<h2>Contents</h2>\n${hasTables ? '<a href="#diagram">Diagram</a>\n' : ""}${database.schemas.map(contents).join("\n")}\n</nav>`,
    `<main>\n<h1>${title}</h1>`,
    hasTables
      ? `<h2 id="diagram">Diagram</h2>\n<div class="picture" tabindex="0" role="region" aria-label="Diagram">\n${drawErd(database.diagram, { isLinked: true })}\n</div>`
      : "",
    ...database.schemas.map(writeSchema),
    "</main>\n</body>\n</html>\n",
  ].join("\n");
}

function contents(schema: DocumentedSchema): string {
  const items = schema.relations.map(
    ({ name, kind }) =>
      `<li><a href="#${anchorOf(schema.name, name)}">${toHtml(name)}</a>${kind === "table" ? "" : ` <small>${kind}</small>`}</li>`,
  );
  return `<h3><a href="#${anchorOf(schema.name)}">${toHtml(schema.name)}</a></h3>\n<p>${countWords(schema)}</p>\n<ul>\n${items.join("\n")}\n</ul>`;
}

function writeSchema(schema: DocumentedSchema): string {
  return [
    `<h2 id="${anchorOf(schema.name)}">Schema ${toHtml(schema.name)}</h2>`,
    comment(schema.comment),
    schema.isUnreadable ? "<p>This schema could not be read: the role has no USAGE on it.</p>" : "",
    ...schema.relations.map(writeRelation),
    writeParts("Types", schema.types, "h3"),
    writeParts("Functions", schema.functions, "h3"),
  ]
    .filter((part) => part !== "")
    .join("\n");
}

function writeRelation(relation: DocumentedRelation): string {
  const { schema, name, kind, owner, definition } = relation;
  return [
    `<section>\n<h3 id="${anchorOf(schema, name)}">${toHtml(name)}</h3>`,
    comment(relation.comment),
    `<p class="about">${kind}, owned by ${toHtml(owner)}${relation.hasRowSecurity ? ", row security is on" : ""}${kind === "partitioned table" && definition !== null ? `, partitioned by <code>${toHtml(definition)}</code>` : ""}</p>`,
    writeColumns(relation),
    writeParts("Constraints", relation.constraints, "h4"),
    writeParts("Indexes", relation.indexes, "h4"),
    writeParts("Policies", relation.policies, "h4"),
    writeParts("Triggers", relation.triggers, "h4"),
    writeGrants(relation),
    definition === null || kind === "partitioned table"
      ? ""
      : `<h4>Query</h4>\n<pre>${toHtml(definition.trim())}</pre>`,
    "</section>",
  ]
    .filter((part) => part !== "")
    .join("\n");
}

function writeColumns({ columns }: DocumentedRelation): string {
  const rows = columns.map((column) => [
    `<code>${toHtml(column.name)}</code>`,
    `<code>${toHtml(column.type)}</code>`,
    column.isNotNull ? "no" : "yes",
    column.value === null ? "" : `<code>${toHtml(column.value)}</code>`,
    lines(column.comment),
  ]);
  return table(["Column", "Type", "NULL", "Default", "Comment"], rows);
}

function writeParts(title: string, parts: readonly DocumentedPart[], level: "h3" | "h4"): string {
  if (parts.length === 0) return "";
  const hasComments = parts.some(({ comment: text }) => text !== null);
  const rows = parts.map(({ name, definition, comment: text }) => [
    `<code>${toHtml(name)}</code>`,
    `<code>${toHtml(definition)}</code>`,
    ...(hasComments ? [lines(text)] : []),
  ]);
  return `<${level}>${title}</${level}>\n${table(["Name", "Definition", ...(hasComments ? ["Comment"] : [])], rows)}`;
}

function writeGrants({ grants }: DocumentedRelation): string {
  if (grants.length === 0) return "";
  const rows = grantLines(grants).map(({ grantee, may }) => [`<code>${toHtml(grantee)}</code>`, toHtml(may)]);
  return `<h4>Grants</h4>\n${table(["Role", "May"], rows)}`;
}

function comment(text: string | null): string {
  return text === null ? "" : `<p class="comment">${lines(text)}</p>`;
}

function lines(text: string | null): string {
  return toHtml(text ?? "").replace(/\n/g, "<br>");
}

/** Cells are HTML already. */
function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return "";
  const head = heads.map((text) => `<th scope="col">${text}</th>`).join("");
  const body = rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join("")}</tr>`).join("\n");
  return `<div class="wide"><table>\n<thead><tr>${head}</tr></thead>\n<tbody>\n${body}\n</tbody>\n</table></div>`;
}
