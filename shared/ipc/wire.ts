import { z } from "zod";
import type { WireError } from "./app-error.ts";
import type { Progress } from "./declare.ts";

/** How a caller names its operation. */
export const operationIdSchema = z.string().regex(/^[\w-]{1,64}$/);

/** The one message a renderer sends. `operationId` is chosen by the caller, so that it can cancel before any answer. */
export const wireRequestSchema = z.strictObject({
  channel: z.string().max(100),
  input: z.unknown(),
  operationId: operationIdSchema.optional(),
});

/** A request as it crosses the process boundary. */
export type WireRequest = z.infer<typeof wireRequestSchema>;

/** The answer to a request: never a thrown value, because transports lose its fields. */
export type WireResponse =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: WireError };

/** Progress of one operation. */
export interface OperationProgress {
  readonly operationId: string;
  readonly progress: Progress;
}

/** What a client writes on a line that carries many requests (the command socket, the browser's bridge). */
export interface LineRequest {
  /** Numbers the answer; the client's own count. */
  readonly id: number;
  readonly request: WireRequest;
}

/** What the app writes on such a line. */
export type LineMessage =
  | { readonly kind: "answer"; readonly id: number; readonly response: WireResponse }
  | { readonly kind: "event"; readonly topic: string; readonly payload: unknown };
