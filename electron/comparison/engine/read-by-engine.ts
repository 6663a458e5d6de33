import { serializeSnapshot } from "@supabase/pg-delta/core";
import { extract } from "@supabase/pg-delta/extract";
import type { JobSession } from "../../postgres/copy/session-jobs.ts";
import { createTypedReader } from "./typed-reader.ts";

/** What the engine read: its own document, and what it saw but does not compare. */
export interface EngineReading {
  readonly snapshot: string;
  readonly version: string;
  readonly uncovered: readonly { readonly what: string; readonly reason: string }[];
}

/**
 * Lets the engine read a catalog within the session's transaction. Secrets (connection strings of subscriptions, options
 * of foreign servers) come as placeholders.
 */
export async function readByEngine(session: JobSession): Promise<EngineReading> {
  const reader = createTypedReader(session);
  const pool = { connect: async () => ({ ...reader, release: () => undefined }) };
  // The engine is written for a pool of `pg`; of it, it uses only this.
  const read = await extract(pool as unknown as Parameters<typeof extract>[0], { redactSecrets: true });
  return {
    snapshot: serializeSnapshot(read.factBase, { pgVersion: read.pgVersion }),
    version: read.pgVersion,
    uncovered: read.diagnostics.filter(isWorthTelling).map(({ code, message, context }) => ({
      what: code === "unmodeled_kind" ? unmodeledWords(context) : code.replaceAll(/[_-]/g, " "),
      reason: code === "unmodeled_kind" ? "The engine that writes the script does not know this kind." : message,
    })),
  };
}

/** A reference to something that is compared under another name (a NOT NULL by its column) is no gap. */
function isWorthTelling({ code, severity }: { readonly code: string; readonly severity: string }): boolean {
  return severity !== "info" && code !== "dangling_edge";
}

function unmodeledWords(context: Readonly<Record<string, unknown>> | undefined): string {
  const samples = Array.isArray(context?.samples) ? context.samples.map(String) : [];
  return `${String(context?.kind ?? "object")}: ${samples.join(", ")}`;
}
