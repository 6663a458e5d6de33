import type { NeonFailure } from "./neon-failure.ts";
import { parseRetryAfter } from "./waiting.ts";

/** Network errors that come before a byte of the request was sent. */
const unsentCodes = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "EADDRNOTAVAIL",
  "ERR_INVALID_URL",
  "CERT_HAS_EXPIRED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "ERR_TLS_CERT_ALTNAME_INVALID",
]);

/** What stands before Neon's API and answers in its place, not knowing whether Neon acted. */
const edgeStates = new Set([502, 504, 520, 521, 522, 523, 524, 530]);

/** Takes the little that may be told out of whatever the client threw; `secret` is cut out by value as well. */
export function reduceFailure(error: unknown, secret: string, nowMs: number): NeonFailure {
  const response = fieldOf(error, "response");
  const status = fieldOf(response, "status");
  if (typeof status !== "number") return withoutAnswer(error);
  const body = fieldOf(response, "data");
  const headers = fieldOf(response, "headers");
  // Some edges wrap the error once more, and others answer with a page of HTML.
  const told = typeof fieldOf(body, "message") === "string" ? body : fieldOf(body, "error");
  const isOfNeon = typeof fieldOf(told, "message") === "string";
  const requestId = textOf(fieldOf(told, "request_id")) || textOf(fieldOf(headers, "x-request-id"));
  return {
    status,
    code: clean(textOf(fieldOf(told, "code")), secret, 100),
    message: clean(textOf(fieldOf(told, "message")), secret, 500),
    requestId: clean(requestId, secret, 100) || null,
    retryAfterMs: parseRetryAfter(fieldOf(headers, "retry-after"), nowMs),
    reach: edgeStates.has(status) || (status >= 500 && status !== 503 && !isOfNeon) ? "unknown" : "answered",
  };
}

/** An answer that is no JSON although the state says success: something between Steward and Neon answered. */
export function foreignAnswer(status: number): NeonFailure {
  return { status, code: "NOT_NEON", message: "", requestId: null, retryAfterMs: null, reach: "unknown" };
}

function withoutAnswer(error: unknown): NeonFailure {
  // A connection to several addresses that failed reports its parts only.
  const parts = fieldOf(fieldOf(error, "cause"), "errors");
  const first: unknown = Array.isArray(parts) ? parts[0] : undefined;
  const code =
    textOf(fieldOf(error, "code")) ||
    textOf(fieldOf(fieldOf(error, "cause"), "code")) ||
    textOf(fieldOf(first, "code"));
  const safe = /^[A-Z][A-Z0-9_]{1,60}$/.test(code) ? code : "NO_ANSWER";
  const reach = unsentCodes.has(safe) ? "unsent" : "unknown";
  return { status: null, code: safe, message: "", requestId: null, retryAfterMs: null, reach };
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function clean(text: string, secret: string, longest: number): string {
  const shown = secret === "" ? text : text.replaceAll(secret, "[redacted]");
  return shown
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, " ")
    .trim()
    .slice(0, longest);
}
