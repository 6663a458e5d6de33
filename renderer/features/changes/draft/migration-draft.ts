/** A migration as it is being written. `downSql` null: it has no way back, and `whyNoDown` says why. */
export interface MigrationDraft {
  readonly name: string;
  readonly reason: string;
  readonly upSql: string;
  readonly downSql: string | null;
  readonly whyNoDown: string;
}

/** Where the parts of a draft are kept, so that they outlive a crash: one draft for each connection. */
export function draftIds(
  connectionId: string,
): Readonly<Record<"name" | "reason" | "up" | "down" | "whyNoDown", string>> {
  const id = (part: string) => `migration.${connectionId}.${part}`;
  return { name: id("name"), reason: id("reason"), up: id("up"), down: id("down"), whyNoDown: id("why") };
}

/** What must be corrected before it can be saved. */
export function migrationProblems(draft: MigrationDraft): Partial<Readonly<Record<keyof MigrationDraft, string>>> {
  const { name, upSql, downSql, whyNoDown } = draft;
  return {
    ...(fileName(name) === "" ? { name: "Give it a name of letters and digits." } : {}),
    ...(upSql.trim() === "" ? { upSql: "Write what it changes." } : {}),
    ...(downSql !== null && downSql.trim() === "" ? { downSql: "Write the way back, or say that there is none." } : {}),
    ...(downSql === null && whyNoDown.trim() === "" ? { whyNoDown: "Say why; reviewers will ask." } : {}),
  };
}

/** The name and the scripts as they are saved: the reasons stand as comments on top of the up script. */
export function toMigrationScripts(draft: MigrationDraft): {
  readonly name: string;
  readonly upSql: string;
  readonly downSql: string | null;
} {
  const { name, reason, upSql, downSql, whyNoDown } = draft;
  const head = [...commentLines(reason), ...(downSql === null ? commentLines(`No down script: ${whyNoDown}`) : [])];
  return {
    name: fileName(name),
    upSql: withEnd([...head, upSql].join("\n")),
    downSql: downSql === null ? null : withEnd(downSql),
  };
}

/** A name that is a file name everywhere: `Add index (runs)` gives `add_index_runs`. */
export function fileName(name: string): string {
  return name
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "_")
    .replaceAll(/^_+|_+$/g, "")
    .slice(0, 100);
}

/** Every line of the text as a comment, so that no line of it can run. */
function commentLines(text: string): readonly string[] {
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .map((line) => `-- ${line}`);
}

function withEnd(script: string): string {
  return `${script.trimEnd()}\n`;
}
