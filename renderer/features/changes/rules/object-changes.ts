import type { SchemaDifference } from "../../../../shared/changes/model.ts";

/** An object that a migration makes, changes or drops, with its lines of the catalog before and after. */
export interface ObjectChange {
  /** `column public.run_events.kind`. */
  readonly name: string;
  readonly kind: "added" | "changed" | "dropped";
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** Groups the lines that a rehearsal found different by the object they are about, in order of name. */
export function objectChanges(differences: readonly SchemaDifference[]): readonly ObjectChange[] {
  const objects = new Map<string, { readonly before: string[]; readonly after: string[] }>();
  for (const { side, line } of differences) {
    const { name, rest } = splitLine(line);
    const object = objects.get(name) ?? { before: [], after: [] };
    (side === "expected" ? object.before : object.after).push(rest);
    objects.set(name, object);
  }
  return [...objects]
    .sort(([left], [right]) => left.localeCompare(right))
    .map(([name, { before, after }]) => {
      const kind = before.length === 0 ? "added" : after.length === 0 ? "dropped" : "changed";
      return { name, kind, before, after };
    });
}

/** A line begins with the object's kind and its qualified name, in which blanks are quoted. */
function splitLine(line: string): { readonly name: string; readonly rest: string } {
  const match = /^(\S+ (?:"(?:[^"]|"")*"|[^\s"])+)(?:\s+([\s\S]*))?$/.exec(line);
  return { name: match?.[1] ?? line, rest: match?.[2] ?? "" };
}
