import type { ColumnFact, ForeignKeyFact } from "../../catalog/facts.ts";
import { quoteWhereNeeded } from "../../sql/quote-where-needed.ts";
import type { Meaning } from "./read-mention.ts";

const maxColumns = 30;

/** Formats numbers and sizes as the screen does. */
export interface MeaningFormats {
  readonly count: (count: number) => string;
  readonly bytes: (bytes: number) => string;
}

/** What is told about a name, as lines of SQL-like plain text: never markup. */
export function describeMeaning(
  meaning: Meaning,
  foreignKeys: readonly ForeignKeyFact[],
  formats: MeaningFormats,
): readonly string[] {
  if (meaning.kind === "function")
    return meaning.overloads
      .slice(0, 10)
      .flatMap((one) => [
        `${one.kind} ${one.schema}.${one.name}(${one.arguments})${one.result === "" ? "" : ` returns ${one.result}`}`,
        ...remark(one.comment),
      ]);
  if (meaning.kind === "query") return [`query ${meaning.name}`, ...listColumns(meaning.columns)];
  const { details } = meaning;
  if (meaning.kind === "relation") {
    const rows =
      meaning.details.estimatedRows === null ? "" : `, about ${formats.count(meaning.details.estimatedRows)} rows`;
    const size = meaning.details.kind === "table" ? ` -- ${formats.bytes(meaning.details.sizeBytes)}${rows}` : "";
    return [
      `${meaning.details.kind} ${quoteWhereNeeded(meaning.details.schema)}.${quoteWhereNeeded(meaning.details.name)}${size}`,
      ...remark(meaning.details.comment),
      ...listColumns(meaning.details.columns),
    ];
  }
  const { column, owner } = meaning;
  const place = details ? `${quoteWhereNeeded(details.schema)}.${quoteWhereNeeded(details.name)}` : owner;
  const referenced = foreignKeys
    .filter(
      ({ from, columns }) =>
        details && from.schema === details.schema && from.name === details.name && columns.includes(column.name),
    )
    .map(({ to, columns, toColumns }) => {
      const target = columns.length === 1 ? (toColumns[0] ?? "") : toColumns.join(", ");
      return `references ${quoteWhereNeeded(to.schema)}.${quoteWhereNeeded(to.name)} (${target})`;
    });
  return [columnLine(column), `column of ${place}`, ...referenced, ...remark(column.comment)];
}

function listColumns(columns: readonly ColumnFact[]): readonly string[] {
  const shown = columns.slice(0, maxColumns).map((column) => `  ${columnLine(column)}`);
  const more = columns.length - shown.length;
  return more > 0 ? [...shown, `  -- and ${more} more`] : shown;
}

function columnLine({ name, type, isNullable, isPrimaryKey, defaultSql }: ColumnFact): string {
  const parts = [quoteWhereNeeded(name), type];
  if (isPrimaryKey) parts.push("primary key");
  else if (!isNullable) parts.push("not null");
  if (defaultSql !== null)
    parts.push(defaultSql.startsWith("GENERATED") ? defaultSql.toLowerCase() : `default ${defaultSql}`);
  return parts.filter((part) => part !== "").join(" ");
}

function remark(comment: string | null): readonly string[] {
  return comment === null ? [] : comment.split("\n").map((line) => `-- ${line}`);
}
