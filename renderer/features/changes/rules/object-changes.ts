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

const name = String.raw`(?:"(?:[^"]|"")*"|[^\s"(])+`;

/** How a line names its object, kind by kind: `definition` is what stands before the name in the server's own words. */
const forms: readonly { readonly kinds: RegExp; readonly definition: string; readonly tail: string }[] = [
  {
    kinds: /^(?:index|trigger|rule|statistics) /,
    definition: "CREATE (?:[A-Z]+ )*?(?:INDEX|TRIGGER|RULE|STATISTICS) ",
    tail: "",
  },
  { kinds: /^(?:constraint|policy) /, definition: "", tail: ` on ${name}` },
  { kinds: /^function /, definition: "", tail: String.raw`\([^)]*\)` },
  { kinds: /^(?:\S+) /, definition: "", tail: "" },
];

/** A line begins with the object's kind and its name, in which blanks are quoted. What has none (grants) is its own name. */
function splitLine(line: string): { readonly name: string; readonly rest: string } {
  const comment = /^(comment on .+?): ([\s\S]*)$/.exec(line);
  if (comment) return { name: comment[1] ?? line, rest: comment[2] ?? "" };
  const form = line.startsWith("grant ") ? undefined : forms.find(({ kinds }) => kinds.test(line));
  if (!form) return { name: line, rest: "" };
  const match = new RegExp(`^(\\S+ )${form.definition}(${name}${form.tail})\\s*([\\s\\S]*)$`).exec(line);
  return match ? { name: `${match[1]}${match[2]}`, rest: match[3] ?? "" } : { name: line, rest: "" };
}
