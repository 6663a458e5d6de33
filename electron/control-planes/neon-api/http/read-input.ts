import type { z } from "zod";
import { ApiError } from "./api-error.ts";

/** A checked body; what does not fit is 400 with the field that is wrong. Unknown fields are ignored, as Neon does. */
export function readBody<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const parsed = schema.safeParse(body ?? {});
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new ApiError(
    400,
    `request body has an error: ${issue?.path.join(".") || "body"}: ${issue?.message ?? "invalid"}`,
  );
}

/** A whole number of the query within limits, or what holds without it. */
export function readLimit(query: URLSearchParams, maximum: number, fallback: number): number {
  const text = query.get("limit");
  if (text === null) return fallback;
  const limit = Number(text);
  if (!Number.isInteger(limit) || limit < 1 || limit > maximum)
    throw new ApiError(400, `parameter "limit" in query has an error: it must be a number from 1 to ${maximum}`);
  return limit;
}

/** A value of the query that must be there. */
export function readRequired(query: URLSearchParams, name: string): string {
  const value = query.get(name);
  if (value === null || value === "")
    throw new ApiError(400, `parameter "${name}" in query has an error: value is required`);
  return value;
}

/** One of several words of the query, or the first of them. */
export function readChoice<Word extends string>(
  query: URLSearchParams,
  name: string,
  words: readonly [Word, ...Word[]],
): Word {
  const text = query.get(name);
  if (text === null) return words[0];
  const word = words.find((one) => one === text);
  if (word === undefined)
    throw new ApiError(400, `parameter "${name}" in query has an error: value is not one of ${words.join(", ")}`);
  return word;
}
