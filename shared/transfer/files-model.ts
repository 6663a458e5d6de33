import { z } from "zod";

/** Extensions of the files that Steward reads and writes for its user; it touches no others. */
export const transferExtensions = ["csv", "tsv", "txt", "json", "jsonl", "ndjson", "sql", "xlsx", "md"] as const;

/** Where the browser host sends and takes files of rows, beside its page. */
export const filesPath = "/files";

/** Whether a file name's extension is one that Steward writes or reads; `.gz` may follow it. */
export function isTransferFile(name: string): boolean {
  const [, extension] = /\.([a-z]+)(?:\.gz)?$/i.exec(name) ?? [];
  return extension !== undefined && transferExtensions.some((known) => known === extension.toLowerCase());
}

/** What a file dialog of the operating system asks for. `folder` is where it begins, `name` what a new file is called. */
export const fileQuestionSchema = z.strictObject({
  purpose: z.enum(["open", "save", "folder"]),
  folder: z.string().min(1).max(4_096).nullable(),
  name: z.string().min(1).max(255).nullable(),
});

/** See `fileQuestionSchema`. */
export type FileQuestion = z.infer<typeof fileQuestionSchema>;
