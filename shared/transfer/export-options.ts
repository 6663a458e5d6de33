import { z } from "zod";

/**
 * How values and lines are written; a format takes what means something to it (`exportFormats`). `nullText` stands for
 * NULL in delimited files; `isSpreadsheetSafe` puts an apostrophe before texts that a spreadsheet would take for a formula.
 */
export const exportOptionsSchema = z.strictObject({
  hasHeader: z.boolean(),
  delimiter: z.string().length(1),
  quote: z.string().length(1),
  /** Quotes around every value that is not NULL, or only where they are needed. */
  isAllQuoted: z.boolean(),
  nullText: z.string().max(100),
  hasByteOrderMark: z.boolean(),
  lineEnd: z.enum(["lf", "crlf"]),
  isSpreadsheetSafe: z.boolean(),
  isCompressed: z.boolean(),
  /** In JSON: a NULL is a key that is left out, so that null is a json value's own and nothing else. */
  isNullOmitted: z.boolean(),
  /** The table that INSERT and COPY statements name; the exported table itself when null. */
  targetTable: z.string().min(1).max(1000).nullable(),
});

/** See `exportOptionsSchema`. */
export type ExportOptions = z.infer<typeof exportOptionsSchema>;

/** What an export does unless told otherwise: COPY's own defaults, with a header. */
export const defaultExportOptions: ExportOptions = {
  hasHeader: true,
  delimiter: ",",
  quote: '"',
  isAllQuoted: false,
  nullText: "",
  hasByteOrderMark: false,
  lineEnd: "lf",
  isSpreadsheetSafe: false,
  isCompressed: false,
  isNullOmitted: false,
  targetTable: null,
};

/** Why the server would refuse these options of a delimited file; null when it takes them. The rules are those of COPY. */
export function refuseDelimitedOptions({ delimiter, quote, nullText }: ExportOptions): string | null {
  const isPrintable = (character: string) => character === "\t" || (character >= " " && character <= "~");
  if (!isPrintable(delimiter)) return "The delimiter has to be one ASCII character, or a tab.";
  if (!isPrintable(quote)) return "The quote has to be one ASCII character.";
  if (delimiter === quote) return "Delimiter and quote cannot be the same.";
  if (/[\r\n]/.test(nullText)) return "The text for NULL cannot hold a line end.";
  if (nullText.includes(delimiter)) return "The text for NULL cannot hold the delimiter.";
  if (nullText.includes(quote)) return "The text for NULL cannot hold the quote.";
  return null;
}
