import { z } from "zod";
import { maxSqlCharacters } from "../editor/contract.ts";
import type { FolderListing } from "../files/folder-listing.ts";
import { declareRequest } from "../ipc/declare.ts";
import type { FileStanding, OpenedFile, QueryPlaces, SaveOutcome } from "./model.ts";

const path = z.string().min(1).max(4_096);
const version = z.string().regex(/^[0-9a-f]{64}$/);
const format = z.strictObject({ hasBom: z.boolean(), lineBreak: z.enum(["lf", "crlf"]) });

/** Requests about queries that are kept as files with the ending .sql on the app's computer. */
export const queryFilesContract = {
  /** A folder with its folders and files of SQL; null gives the favourites, or the one to begin with. Rejects with `fileSystem`, `refused`. */
  "queryFiles.folder": declareRequest<FolderListing>()(z.strictObject({ path: path.nullable() })),
  /**
   * Reads a file and remembers it as used. Rejects with `fileSystem`, `refused` (a hidden folder, another ending, the app's own
   * folder), `tooLarge`, and `invalidInput` (not UTF-8, with the line).
   */
  "queryFiles.open": declareRequest<OpenedFile>()(z.strictObject({ path })),
  /**
   * Writes a file as a whole, in its format. With `expected` only over those very bytes; without, only where no file is unless
   * `isReplacing`. Rejects as `open` does, and with `diskFull`.
   */
  "queryFiles.save": declareRequest<SaveOutcome>()(
    z.strictObject({
      path,
      text: z.string().max(maxSqlCharacters),
      format,
      expected: version.nullable(),
      isReplacing: z.boolean(),
    }),
  ),
  /** What became of files since they were read, in the order of the question. */
  "queryFiles.check": declareRequest<readonly FileStanding[]>()(
    z.strictObject({ files: z.array(z.strictObject({ path, version })).max(100) }),
  ),
  /** The folder of favourites and the files used lately. */
  "queryFiles.places": declareRequest<QueryPlaces>()(z.strictObject({})),
  /** Makes a folder the one of favourites; null for none. Rejects with `fileSystem`, `refused`. */
  "queryFiles.setFavourites": declareRequest<null>()(z.strictObject({ path: path.nullable() })),
  /** Takes a file off the list of those used lately; the file itself stays. */
  "queryFiles.forget": declareRequest<null>()(z.strictObject({ path })),
};
