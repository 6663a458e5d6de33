import type { ExceptedFinding, SchemaException, SchemaFinding } from "./model.ts";

/** Findings with what was decided about them. */
export interface Sorted {
  readonly findings: readonly SchemaFinding[];
  readonly excepted: readonly ExceptedFinding[];
  /** Exceptions that no finding needs. */
  readonly idleExceptions: readonly SchemaException[];
}

/** Takes out what somebody decided to live with. An exception means one rule on one object, never more. */
export function applyExceptions(findings: readonly SchemaFinding[], exceptions: readonly SchemaException[]): Sorted {
  const known = new Map(exceptions.map((exception) => [keyOf(exception), exception]));
  const used = new Set<string>();
  const open: SchemaFinding[] = [];
  const excepted: ExceptedFinding[] = [];
  for (const finding of findings) {
    const exception = known.get(keyOf(finding));
    if (exception === undefined) open.push(finding);
    else {
      used.add(keyOf(finding));
      excepted.push({ finding, exception });
    }
  }
  return { findings: open, excepted, idleExceptions: exceptions.filter((exception) => !used.has(keyOf(exception))) };
}

function keyOf({ code, subject }: { readonly code: string; readonly subject: string }): string {
  return JSON.stringify([code, subject]);
}
