/** The formats of an export, in the order of the choice on screen. */
export const exportFormatIds = [
  "csv",
  "tsv",
  "jsonLines",
  "json",
  "sqlInsert",
  "copyScript",
  "copyText",
  "xlsx",
  "markdown",
] as const;

/** One of the formats above. */
export type ExportFormatId = (typeof exportFormatIds)[number];

/** What a format is to a person, and which options mean something in it. */
export interface ExportFormatDescription {
  readonly label: string;
  readonly extension: string;
  readonly about: string;
  /** Delimiter, quote, NULL text and spreadsheet safety. */
  readonly isDelimited: boolean;
  readonly hasHeader: boolean;
  /** Encoding mark, line end and gzip. */
  readonly isText: boolean;
  /** Whether NULLs can be left out. */
  readonly isJson: boolean;
}

const text = { isDelimited: false, hasHeader: false, isText: true, isJson: false };
const objects = { ...text, isJson: true };
const delimited = { isDelimited: true, hasHeader: true, isText: true, isJson: false };

/** The formats by id. Adding one is an entry here and a file in `electron/transfer/formats/`. */
export const exportFormats: Readonly<Record<ExportFormatId, ExportFormatDescription>> = {
  csv: { label: "CSV", extension: "csv", about: "The server's own COPY text, comma by default", ...delimited },
  tsv: { label: "TSV", extension: "tsv", about: "As CSV, with tabs between the values", ...delimited },
  jsonLines: {
    label: "JSON lines",
    extension: "jsonl",
    about: "One object a line; numbers keep all their digits",
    ...objects,
  },
  json: { label: "JSON array", extension: "json", about: "One array of objects", ...objects },
  sqlInsert: { label: "SQL INSERT", extension: "sql", about: "INSERT statements of many rows each", ...text },
  copyScript: {
    label: "COPY script",
    extension: "sql",
    about: "COPY ... FROM stdin with its data, for psql",
    ...text,
  },
  copyText: { label: "COPY text", extension: "txt", about: "The rows as COPY's text format has them", ...text },
  xlsx: {
    label: "Excel (XLSX)",
    extension: "xlsx",
    about:
      "Long numbers become text, so that no digit is lost. After 1,048,576 rows a new sheet begins; a cell holds 32,767 characters",
    isDelimited: false,
    hasHeader: true,
    isText: false,
    isJson: false,
  },
  markdown: { label: "Markdown", extension: "md", about: "A table for a document", ...text },
};
