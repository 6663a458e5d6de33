import type { ServerResponse } from "node:http";
import { contentSecurityPolicy } from "../../../shared/security/content-security-policy.ts";

/** Sent with every answer. */
const securityHeaders = {
  "content-security-policy": contentSecurityPolicy,
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
} as const;

/** Writes the head of an answer, with what protects the page. */
export function writeHead(response: ServerResponse, status: number, headers: Readonly<Record<string, string>>): void {
  response.writeHead(status, { ...securityHeaders, ...headers });
}

/** Answers with a few words for a person. */
export function respondWithText(response: ServerResponse, status: number, text: string): void {
  writeHead(response, status, { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" });
  response.end(`${text}\n`);
}
