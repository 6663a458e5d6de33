import { z } from "zod";

/**
 * What a database says of itself in its comment when it is a branch: any Steward that reads the server knows it again. The
 * root is the database that all of them come from, by its number in the server, which a rename does not change.
 */
export interface BranchMarker {
  readonly id: string;
  readonly root: number;
  /** Null for a copy of the root itself. */
  readonly parentId: string | null;
  /** ISO 8601 UTC, as the times below. */
  readonly createdAt: string;
  readonly expiresAt: string | null;
  readonly purpose: "work" | "rehearsal" | "past";
  readonly content: "data" | "schemaOnly";
  readonly copy: "template" | "dump";
  readonly isProtected: boolean;
  /** On a fresh copy that is about to take the place of the branch of this id. */
  readonly replaces: boolean;
}

const time = z.iso.datetime();
const markerSchema = z.strictObject({
  v: z.literal(1),
  id: z.string().regex(/^tb-[0-9a-f]{16}$/),
  root: z.int().min(1).max(4_294_967_295),
  parentId: z
    .string()
    .regex(/^tb-[0-9a-f]{16}$/)
    .nullable(),
  createdAt: time,
  expiresAt: time.nullable(),
  purpose: z.enum(["work", "rehearsal", "past"]),
  content: z.enum(["data", "schemaOnly"]),
  copy: z.enum(["template", "dump"]),
  isProtected: z.boolean(),
  replaces: z.boolean(),
});

/** The line is the last one of the comment; what stands above it is the database's own. */
const markerLine = /(?:^|\n\n)Steward branch[^\n]*\[steward (\{[^\n]*\})\]$/;

/** The comment of a branch: the source's own words, then a sentence for people that ends in the same facts for programs. */
export function writeMarker(ownComment: string, rootName: string, marker: BranchMarker): string {
  const from = JSON.stringify(rootName);
  const until = marker.expiresAt === null ? "kept until it is deleted" : `deletes itself after ${marker.expiresAt}`;
  const facts = JSON.stringify({ v: 1, ...marker });
  const line = `Steward branch of ${from}, made ${marker.createdAt}, ${until}. [steward ${facts}]`;
  return ownComment === "" ? line : `${ownComment}\n\n${line}`;
}

/** What a comment says; null where it is no branch's, or where somebody changed the facts so that they do not fit. */
export function readMarker(comment: string): BranchMarker | null {
  const text = markerLine.exec(comment)?.[1];
  if (text === undefined) return null;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null; // a comment is anybody's text: it is then no branch
  }
  const read = markerSchema.safeParse(value);
  if (!read.success) return null;
  const { v: _version, ...marker } = read.data;
  return marker;
}

/** The comment without the line of a branch. */
export function withoutMarker(comment: string): string {
  return readMarker(comment) ? comment.replace(markerLine, "") : comment;
}
