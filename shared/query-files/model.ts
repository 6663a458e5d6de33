import type { FolderListing } from "../files/folder-listing.ts";
import type { WireError } from "../ipc/app-error.ts";

/** Bytes of a file that is opened, at most. */
export const maxFileBytes = 16 * 1024 * 1024;

/** How a file's text stands in its bytes: always UTF-8. The app itself works with "\n" only. */
export interface FileFormat {
  readonly hasBom: boolean;
  readonly lineBreak: "lf" | "crlf";
}

/** A file that was read. */
export interface OpenedFile {
  /** Its real path. */
  readonly path: string;
  readonly name: string;
  /** With "\n" for every line break. */
  readonly text: string;
  readonly format: FileFormat;
  /** Whether both kinds of line breaks stand in it: saving writes that of `format` throughout. */
  readonly hasMixedBreaks: boolean;
  /** Names the very bytes that were read: a SHA-256 in hexadecimal. */
  readonly version: string;
}

/** How saving went. Nothing was written unless it says `saved`. */
export type SaveOutcome =
  | { readonly kind: "saved"; readonly path: string; readonly name: string; readonly version: string }
  /** The file is no longer what was read: somebody else wrote it, or it went away. */
  | { readonly kind: "changed" | "missing" }
  /** A file of that name is there, and nobody said that it may be replaced. */
  | { readonly kind: "exists" };

/** What became of a file since it was read. */
export type FileStanding = "same" | "changed" | "missing" | "unreadable";

/** A file that was opened or saved lately. */
export interface RecentFile {
  readonly path: string;
  readonly name: string;
  /** The folder's path. */
  readonly folder: string;
  readonly isThere: boolean;
}

/** Where queries are kept: a folder of favourites, and files that were used lately, the last first. */
export interface QueryPlaces {
  readonly favourites:
    | { readonly kind: "none" }
    | { readonly kind: "folder"; readonly listing: FolderListing }
    | { readonly kind: "unreadable"; readonly path: string; readonly error: WireError };
  readonly recent: readonly RecentFile[];
}

/** Whether a name is one of a file of SQL. */
export function isQueryFile(name: string): boolean {
  return /\.sql$/i.test(name) && !name.startsWith(".");
}

/** The name that a query's title becomes: without characters that file systems refuse, and with its ending. */
export function queryFileName(title: string): string {
  const base = title
    .replace(/\.sql$/i, "")
    .replace(/[\p{Cc}\p{Cf}<>:"/\\|?*]/gu, "_")
    .replace(/^[. ]+|[. ]+$/g, "")
    .slice(0, 80);
  return `${base === "" ? "query" : base}.sql`;
}
