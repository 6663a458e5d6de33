import { z } from "zod";
import { environments } from "../connections/model.ts";
import { declareOperation, declareRequest } from "../ipc/declare.ts";
import type { ChangeRequest } from "./model.ts";
import { classOrder, type PolicyHistory } from "./review-model.ts";

const connectionId = z.string().min(1).max(100);
const role = z.string().min(1).max(63).optional();
const id = z.uuid();
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/);
const date = z.iso.date().nullable().default(null);

/** How an application goes about it; the defaults are those of a careful one. */
export const applyCourseSchema = z.strictObject({
  pauseMs: z.int().min(0).max(600_000).default(0),
  buildTimeoutMs: z.int().min(0).max(86_400_000).default(0),
  makesRestorePoint: z.boolean().default(false),
  watchSeconds: z.int().min(0).max(3_600).default(0),
});

/** A zone that this machine knows; the ledger asks the server's own list as well. */
const timeZone = z
  .string()
  .max(64)
  .refine((name) => {
    try {
      return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
    } catch (error) {
      if (error instanceof RangeError) return false; // what Intl says to an unknown zone
      throw error;
    }
  }, "No such time zone");

/** A policy as its owner sets it. */
export const policySchema = z.strictObject({
  environment: z.enum(environments),
  approvers: z.int().min(1).max(10),
  worstClass: z.enum(classOrder),
  rehearsalHours: z.int().min(1).max(8_760).nullable(),
  allowsEmergency: z.boolean(),
  freezes: z
    .array(
      z.strictObject({
        reason: z.string().trim().min(1).max(200),
        timeZone,
        days: z.array(z.int().min(1).max(7)).min(1).max(7),
        from: time,
        to: time,
        startDate: date,
        endDate: date,
      }),
    )
    .max(50),
});

/** Requests about reviews: threads, the policy, emergencies, promotion; and what steers an application. */
export const reviewContract = {
  /** Replies, edits (`edits`: a reply; null: the first comment), resolves or reopens the thread of a comment. */
  "changes.thread": declareRequest<ChangeRequest>()(
    z
      .strictObject({
        connectionId,
        id,
        role,
        threadId: z.uuid(),
        kind: z.enum(["reply", "edit", "resolve", "reopen"]),
        edits: z.uuid().nullable().default(null),
        text: z.string().trim().max(20_000).default(""),
      })
      .refine(({ kind, text }) => kind === "resolve" || kind === "reopen" || text !== "", "Write something first"),
  ),
  "changes.policy": declareRequest<PolicyHistory>()(z.strictObject({ connectionId })),
  /** Rejects with `refused` unless `role` is the database's owner. */
  "changes.setPolicy": declareRequest<PolicyHistory>()(z.strictObject({ connectionId, role, policy: policySchema })),
  /** For four hours one approval is enough, and freezes, class and age do not count. Recorded with the reason. */
  "changes.declareEmergency": declareRequest<ChangeRequest>()(
    z.strictObject({ connectionId, id, role, expectedHash: hash, reason: z.string().trim().min(20).max(2_000) }),
  ),
  /** Submits the very bytes of an applied request on the next environment, rehearsed there first. */
  "changes.promote": declareOperation<ChangeRequest>()(
    z.strictObject({ connectionId, id, role, toConnectionId: connectionId }),
  ),
  /** Holds an application that this app runs before its next transaction, or lets it go on. Answers what holds now. */
  "changes.pause": declareRequest<boolean>()(z.strictObject({ connectionId, id, isPaused: z.boolean() })),
  /** Takes the target back to a restore point, ledger included; what was there since is kept under a branch's name. */
  "changes.restore": declareOperation<ChangeRequest>()(
    z.strictObject({ connectionId, id, role, restorePointId: z.uuid() }),
  ),
};
