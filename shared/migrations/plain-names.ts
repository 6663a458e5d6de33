/** A file name of the plain format, taken apart. `id` is the name without `.up.sql`. */
export interface MigrationFileName {
  readonly id: string;
  readonly order: number;
  readonly name: string;
  readonly direction: "up" | "down";
}

const plainName = /^((\d{4,14})_([A-Za-z0-9][A-Za-z0-9_.-]*))\.(up|down)\.sql$/i;

/** Takes `0003_add_index.up.sql` apart (the ending in any case); null for every other name. */
export function parseMigrationFileName(fileName: string): MigrationFileName | null {
  const [, id, digits, name, direction] = plainName.exec(fileName) ?? [];
  if (id === undefined || name === undefined || id.length > 200) return null;
  return { id, order: Number(digits), name, direction: direction?.toLowerCase() === "up" ? "up" : "down" };
}

/** Whether a file is meant as a migration but not named like one (`12_x.up.sql`): it must not be skipped silently. */
export function isMisnamedMigration(fileName: string): boolean {
  return /\.(up|down)\.sql$/i.test(fileName) && parseMigrationFileName(fileName) === null;
}

/** The id of a new migration after `existing`: next number, as wide as the widest, and `title` made a file name. */
export function nextMigrationId(existing: readonly string[], title: string): string {
  const numbers = existing.map((id) => /^\d+/.exec(id)?.[0] ?? "0");
  const next = Math.max(0, ...numbers.map(Number)) + 1;
  const width = Math.max(4, ...numbers.map((digits) => digits.length));
  const name = migrationSlug(title);
  return `${String(next).padStart(width, "0")}_${name}`;
}

/** A title as a file name that every computer takes: `Add index (runs)` gives `add_index_runs`, never empty. */
export function migrationSlug(title: string): string {
  const name = title
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "")
    .slice(0, 100);
  return name === "" ? "change" : name;
}

/** `20260131235959`: how tools that number by time write a moment (UTC), the next one after `newest` in any case. */
export function timeVersion(now: Date, newest: string | undefined): string {
  const stamp = now.toISOString().replace(/\D/g, "").slice(0, 14);
  return newest !== undefined && /^\d{14,18}$/.test(newest) && BigInt(newest) >= BigInt(stamp)
    ? (BigInt(newest) + 1n).toString()
    : stamp;
}
