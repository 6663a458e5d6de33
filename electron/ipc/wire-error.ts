import { randomUUID } from "node:crypto";
import type { ZodError } from "zod";
import { AppError, type WireError } from "../../shared/ipc/app-error.ts";

/** What `toWireError` needs. */
export interface WireErrorOptions {
  readonly channel: string;
  readonly redact: (text: string) => string;
  readonly log: (line: string) => void;
}

/**
 * What a client is told of an error. A bug is told by a log id only: neither its message nor its stack leaves main.
 */
export function toWireError(error: unknown, options: WireErrorOptions): WireError {
  if (error instanceof AppError && error.code !== "internal") return redactWireError(error.toWire(), options.redact);
  const logId = randomUUID().slice(0, 8);
  options.log(`internal error ${logId} in ${options.channel}: ${options.redact(textOf(error))}`);
  return new AppError("internal", `Something went wrong inside Steward (log id ${logId}).`, {
    hint: "Try it again. If it happens again, report it with the lines of the log that carry this id.",
    logId,
  }).toWire();
}

/** The message for input that does not fit: where and why, and never the input itself. */
export function invalidInput(error: ZodError): AppError {
  const issues = error.issues.slice(0, 3).map(({ path, message }) => {
    const place = path.map(String).join(".").slice(0, 100);
    return `${place ? `${place}: ` : ""}${message.slice(0, 200)}`;
  });
  return new AppError("invalidInput", `The request does not fit: ${issues.join("; ")}`);
}

function redactWireError(error: WireError, redact: (text: string) => string): WireError {
  const copy: WireError = JSON.parse(JSON.stringify(error), (_key, value: unknown) =>
    typeof value === "string" ? redact(value) : value,
  );
  return { ...copy, code: error.code };
}

function textOf(error: unknown): string {
  if (error instanceof Error) return error.stack ?? error.message;
  try {
    return JSON.stringify(error) ?? String(error);
  } catch {
    return "a value that cannot be shown"; // the log line itself is the visible state
  }
}
