/** Extensions of the files that Steward reads and writes for its user; it touches no others. */
export const transferExtensions = ["csv", "tsv", "txt", "json", "jsonl", "ndjson", "sql", "xlsx", "md"] as const;

/** Whether a file name's extension is one that Steward writes or reads; `.gz` may follow it. */
export function isTransferFile(name: string): boolean {
  const [, extension] = /\.([a-z]+)(?:\.gz)?$/i.exec(name) ?? [];
  return extension !== undefined && transferExtensions.some((known) => known === extension.toLowerCase());
}
