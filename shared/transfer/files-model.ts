/** Extensions of the files that Steward reads and writes for its user; it touches no others. */
export const transferExtensions = ["csv", "tsv", "txt", "json", "jsonl", "ndjson", "sql", "xlsx", "md"] as const;

/** One entry of a folder on the computer that the app runs on. */
export interface FolderEntry {
  readonly name: string;
  readonly path: string;
  readonly kind: "folder" | "file";
  readonly sizeBytes: number;
  /** ISO 8601. */
  readonly modifiedAt: string;
}

/** A folder as a file dialog shows it: hidden entries and files of other kinds are left out. */
export interface FolderListing {
  readonly path: string;
  /** Null at the top. */
  readonly parent: string | null;
  readonly entries: readonly FolderEntry[];
  readonly isTruncated: boolean;
}

/** Whether a file name's extension is one that Steward writes or reads; `.gz` may follow it. */
export function isTransferFile(name: string): boolean {
  const [, extension] = /\.([a-z]+)(?:\.gz)?$/i.exec(name) ?? [];
  return extension !== undefined && transferExtensions.some((known) => known === extension.toLowerCase());
}
