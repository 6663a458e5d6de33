import { z } from "zod";

/**
 * A transaction as the server knew it before its COMMIT was sent. All texts are the server's own; `systemId` and `timeline` are
 * null where the role may not read them.
 */
export const commitMarkSchema = z.strictObject({
  xid: z.string().regex(/^\d{1,20}$/),
  /** Changes with every start of the server, a recovery after a crash included. */
  serverStart: z.string().max(200),
  /** The cluster's own number: another one is another server. */
  systemId: z.string().max(40).nullable(),
  /** Changes when a standby is promoted or a backup restored. */
  timeline: z.string().max(40).nullable(),
  /** Whether something the transaction wrote was on the server's disk, after which a crash cannot give its number away again. */
  isOnDisk: z.boolean(),
});

/** See `commitMarkSchema`. */
export type CommitMark = z.infer<typeof commitMarkSchema>;

/** What a server answered when it was asked for a transaction. */
export type CommitAnswer =
  | {
      readonly kind: "status";
      /** `pg_xact_status`: committed, aborted, in progress; null when the server has forgotten it. */
      readonly status: string | null;
      readonly server: Pick<CommitMark, "serverStart" | "systemId" | "timeline">;
    }
  /** The number lies in the future there (22023): nothing was ever stored under it. */
  | { readonly kind: "neverGiven"; readonly server: Pick<CommitMark, "serverStart" | "systemId" | "timeline"> }
  /** It cannot be reached, or is starting. */
  | { readonly kind: "silent" }
  /** It answered, but does not say. */
  | { readonly kind: "refused" };

/** What is true of a transaction. `askAgain`: nobody can say yet. `unknowable`: asking this server again will not help. */
export type CommitVerdict = "committed" | "rolledBack" | "askAgain" | "unknowable";

/**
 * Judges an answer. "rolledBack" is believed of any start of the same cluster, because a committed transaction never loses its number.
 * "committed" is believed of the same start; after a crash only if the transaction had reached the disk, else its number may
 * have been given to another. Source: recovery goes on counting behind the last number in the log that it read.
 */
export function judgeCommit(mark: CommitMark, answer: CommitAnswer): CommitVerdict {
  if (answer.kind === "silent") return "askAgain";
  if (answer.kind === "refused" || isOtherCluster(mark, answer.server)) return "unknowable";
  if (answer.kind === "neverGiven" || answer.status === "aborted") return "rolledBack";
  if (answer.status === "in progress") return isSameStart(mark, answer.server) ? "askAgain" : "unknowable";
  if (answer.status !== "committed") return "unknowable";
  return isSameStart(mark, answer.server) || isSameHistory(mark, answer.server) ? "committed" : "unknowable";
}

type Server = Pick<CommitMark, "serverStart" | "systemId" | "timeline">;

function isOtherCluster(mark: CommitMark, server: Server): boolean {
  return mark.systemId !== null && server.systemId !== null && mark.systemId !== server.systemId;
}

function isSameStart(mark: CommitMark, server: Server): boolean {
  return mark.serverStart === server.serverStart;
}

function isSameHistory(mark: CommitMark, server: Server): boolean {
  const isSame = mark.systemId !== null && mark.systemId === server.systemId && mark.timeline === server.timeline;
  return mark.isOnDisk && mark.timeline !== null && isSame;
}
