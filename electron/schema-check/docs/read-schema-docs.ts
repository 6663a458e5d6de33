import type { SchemaDocs, SchemaDocsFormat } from "../../../shared/schema-check/contract.ts";
import { drawErd } from "../../../shared/schema-check/docs/erd-svg.ts";
import { writeHtml } from "../../../shared/schema-check/docs/html.ts";
import { writeMarkdown } from "../../../shared/schema-check/docs/markdown.ts";
import type { DocumentedDatabase } from "../../../shared/schema-check/docs/model.ts";
import { waitBriefly } from "../../catalog/reading.ts";
import type { ReadSession } from "../../postgres/session.ts";
import { readDocumentedDatabase } from "./read-database.ts";

/** How each format is written; a picture beside Markdown has this name when nobody says another. */
const writers: Readonly<Record<SchemaDocsFormat, (database: DocumentedDatabase, picture: string | null) => string>> = {
  html: writeHtml,
  markdown: writeMarkdown,
  svg: ({ diagram }) => `${drawErd(diagram, { isLinked: false })}\n`,
};

/** A document about a database, or about some of its schemas; `picture` is what Markdown shows its diagram from. */
export async function readSchemaDocs(
  session: ReadSession,
  format: SchemaDocsFormat,
  schemas: readonly string[] | null,
  picture: string | null = null,
): Promise<SchemaDocs> {
  await waitBriefly(session);
  const database = await readDocumentedDatabase(session, schemas);
  return { text: writers[format](database, picture), tables: database.diagram.tables.length };
}
