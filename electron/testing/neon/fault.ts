import { z } from "zod";
import type { ApiReply } from "../../control-planes/neon-api/http/route.ts";

const operation = z.enum(["stuck", "failed", "retried", "unknownWord"]);

/** What goes wrong with an answer. All that changes data happens before `lost` and behind the others. */
export const faultSchema = z.discriminatedUnion("kind", [
  /** Refused before anything is done. `retryAfter` is the header's text: seconds, or a date. */
  z.strictObject({
    kind: z.literal("status"),
    status: z.int().min(400).max(599),
    message: z.string().default("injected fault"),
    retryAfter: z.string().optional(),
  }),
  /** A page of the edge in front of the API instead of JSON; nothing is done. */
  z.strictObject({ kind: z.literal("html"), status: z.int().default(524) }),
  /** Everything is done; the line is cut instead of an answer. */
  z.strictObject({ kind: z.literal("lost") }),
  z.strictObject({ kind: z.literal("delay"), delayMs: z.int().min(0).max(60_000) }),
  /** Operations in the answer look other than they are. */
  z.strictObject({ kind: z.literal("operations"), as: operation }),
  /** States of branches and computes in the answer are words that no client knows. */
  z.strictObject({ kind: z.literal("unknownStates") }),
  /** A list of projects lacks some: their ids are named, as when a region does not answer. */
  z.strictObject({ kind: z.literal("partialProjects") }),
]);

/** One of the faults above. */
export type Fault = z.output<typeof faultSchema>;

const objectSchema = z.record(z.string(), z.unknown());

/** An answer as the fault makes it look. Faults that do not change the answer's body leave it as it is. */
export function distort(fault: Fault, reply: ApiReply): ApiReply {
  if (fault.kind === "operations") return { ...reply, body: changeAll(reply.body, isOperation, distortions[fault.as]) };
  if (fault.kind === "unknownStates")
    return { ...reply, body: changeAll(reply.body, hasState, (found) => ({ ...found, current_state: "hibernating" })) };
  if (fault.kind !== "partialProjects") return reply;
  const body = objectSchema.parse(reply.body);
  const projects = z.array(z.looseObject({ id: z.string() })).parse(body.projects);
  return { ...reply, body: { ...body, projects: [], unavailable_project_ids: projects.map(({ id }) => id) } };
}

type Change = (found: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>;

const now = () => new Date().toISOString();
const distortions: Readonly<Record<z.output<typeof operation>, Change>> = {
  stuck: (found) => ({ ...found, status: "running" }),
  failed: (found) => ({ ...found, status: "failed", error: "injected failure", failures_count: 1 }),
  retried: (found) => ({ ...found, status: "running", error: "injected failure", failures_count: 2, retry_at: now() }),
  unknownWord: (found) => ({ ...found, action: "defragment_timeline" }),
};

function isOperation(value: Readonly<Record<string, unknown>>): boolean {
  return "action" in value && "failures_count" in value;
}

function hasState(value: Readonly<Record<string, unknown>>): boolean {
  return "current_state" in value;
}

function changeAll(
  value: unknown,
  isMeant: (value: Readonly<Record<string, unknown>>) => boolean,
  change: Change,
): unknown {
  if (Array.isArray(value)) return value.map((one) => changeAll(one, isMeant, change));
  if (typeof value !== "object" || value === null) return value;
  const fields = Object.entries(value).map(([name, field]) => [name, changeAll(field, isMeant, change)] as const);
  const copy: Readonly<Record<string, unknown>> = Object.fromEntries(fields);
  return isMeant(copy) ? change(copy) : copy;
}
