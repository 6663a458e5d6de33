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
