import type {
  DocumentedDatabase,
  DocumentedPart,
  DocumentedRelation,
  DocumentedSchema,
  DocumentedThing,
} from "./model.ts";
import { anchorOf, toMarkdown, toMarkdownCode } from "./safe-text.ts";
import { countWords, grantLines } from "./words.ts";

/** A document in GitHub's Markdown. `picture` is the address of the diagram beside it; null leaves it out. */
export function writeMarkdown(database: DocumentedDatabase, picture: string | null): string {
  const lines = [
    `# Schema of ${toMarkdown(database.name)}`,
    ...(picture === null
      ? []
      : [
          `![Tables and foreign keys](${encodeURI(picture).replace(/[()]/g, (bracket) => `%${bracket.charCodeAt(0).toString(16)}`)})`,
        ]),
    "## Contents",
    database.schemas.map(contents).join("\n"),
    ...database.schemas.flatMap(writeSchema),
  ];
  return `${lines.filter((line) => line !== "").join("\n\n")}\n`;
}

function contents(schema: DocumentedSchema): string {
  return [
    `- [${toMarkdown(schema.name)}](#${anchorOf(schema.name)}): ${countWords(schema)}`,
    ...schema.relations.map(({ name, kind }) => {
      const words = kind === "table" ? "" : ` (${kind})`;
      return `  - [${toMarkdown(name)}](#${anchorOf(schema.name, name)})${words}`;
    }),
  ].join("\n");
}

function writeSchema(schema: DocumentedSchema): readonly string[] {
  return [
    `<a id="${anchorOf(schema.name)}"></a>\n\n## Schema ${toMarkdown(schema.name)}`,
    ...(schema.comment === null ? [] : [toMarkdown(schema.comment)]),
    ...(schema.isUnreadable ? ["This schema could not be read: the role has no USAGE on it."] : []),
    ...schema.relations.flatMap(writeRelation),
    ...writeThings("Types", schema.types),
    ...writeThings("Functions", schema.functions),
  ];
}

function writeRelation(relation: DocumentedRelation): readonly string[] {
  const { schema, name, kind, owner, comment, definition } = relation;
  const security = relation.hasRowSecurity ? ", row security is on" : "";
  return [
    `<a id="${anchorOf(schema, name)}"></a>\n\n### ${toMarkdown(name)}`,
    ...(comment === null ? [] : [toMarkdown(comment)]),
    `${kind[0]?.toUpperCase()}${kind.slice(1)}, owned by ${toMarkdown(owner)}${security}.`,
    ...(kind === "partitioned table" && definition !== null ? [`Partitioned by ${toMarkdown(definition)}.`] : []),
    table(
      ["Column", "Type", "NULL", "Default", "Comment"],
      relation.columns.map((column) => [
        column.name,
        column.type,
        column.isNotNull ? "no" : "yes",
        column.value ?? "",
        column.comment ?? "",
      ]),
    ),
    ...writeParts("Constraints", relation.constraints),
    ...writeParts("Indexes", relation.indexes),
    ...writeParts("Policies", relation.policies),
    ...writeParts("Triggers", relation.triggers),
    ...(relation.grants.length === 0
      ? []
      : [
          "**Grants**",
          table(
            ["Role", "May"],
            grantLines(relation.grants).map(({ grantee, may }) => [grantee, may]),
          ),
        ]),
    ...(definition === null || kind === "partitioned table"
      ? []
      : ["**Query**", toMarkdownCode(definition.trim(), "sql")]),
  ];
}

function writeParts(title: string, parts: readonly DocumentedPart[]): readonly string[] {
  if (parts.length === 0) return [];
  const hasComments = parts.some(({ comment }) => comment !== null);
  const rows = parts.map(({ name, definition, comment }) => [
    name,
    definition,
    ...(hasComments ? [comment ?? ""] : []),
  ]);
  return [`**${title}**`, table(["Name", "Definition", ...(hasComments ? ["Comment"] : [])], rows)];
}

function writeThings(title: string, things: readonly DocumentedThing[]): readonly string[] {
  if (things.length === 0) return [];
  const rows = things.map(({ name, definition, comment }) => [name, definition, comment ?? ""]);
  return [`### ${title}`, table(["Name", "Definition", "Comment"], rows)];
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return "";
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(heads), line(heads.map(() => "---")), ...rows.map((row) => line(row.map(toMarkdown)))].join("\n");
}
