import type { z } from "zod";

/** How far a long operation is. `done` and `total` count `unit`s; `total` is absent when it cannot be known. */
export interface Progress {
  readonly step: string;
  readonly done?: number;
  readonly total?: number;
  readonly unit?: string;
  /** Bytes read or written so far, for work on files. */
  readonly bytes?: number;
}

/** One declared request. `Output` exists in the type only: it is never inferred from a handler. */
export interface RequestDeclaration<Input extends z.ZodType, Output> {
  readonly kind: "request" | "operation";
  readonly input: Input;
  /** Phantom: carries the output type. */
  readonly output?: Output;
}

/** Requests by channel name. */
export type Contract = Readonly<Record<string, RequestDeclaration<z.ZodType, unknown>>>;

/** Declares a request that answers at once: `declareRequest<Output>()(inputSchema)`. */
export function declareRequest<Output>() {
  return <Input extends z.ZodType>(input: Input): RequestDeclaration<Input, Output> => ({ kind: "request", input });
}

/** Declares a long operation: it has an id, reports progress and can be cancelled. */
export function declareOperation<Output>() {
  return <Input extends z.ZodType>(input: Input): RequestDeclaration<Input, Output> => ({ kind: "operation", input });
}

/** What a caller passes. */
export type InputOf<Declaration> =
  Declaration extends RequestDeclaration<infer Input, unknown> ? z.input<Input> : never;

/** What a handler receives, after parsing. */
export type ParsedInputOf<Declaration> =
  Declaration extends RequestDeclaration<infer Input, unknown> ? z.output<Input> : never;

/** What a request answers. */
export type OutputOf<Declaration> = Declaration extends RequestDeclaration<z.ZodType, infer Output> ? Output : never;
