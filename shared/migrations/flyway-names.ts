/** A file name of Flyway's, taken apart. */
export interface FlywayFileName {
  readonly kind: "versioned" | "undo" | "repeatable";
  /** As Flyway's table holds it: parts joined by dots (`1.2`); null for repeatable ones. */
  readonly version: string | null;
  /** With spaces for underscores, as Flyway's table holds it. */
  readonly description: string;
}

const shape = /^(?:([VU])(\d+(?:[._]\d+)*)|(R))__(.+)\.sql$/;

/** Takes `V1.2__add_index.sql`, `U1.2__add_index.sql` and `R__views.sql` apart; null for every other name. */
export function parseFlywayFileName(fileName: string): FlywayFileName | null {
  const [, letter, version, , description] = shape.exec(fileName) ?? [];
  if (description === undefined) return null;
  const kind = letter === undefined ? "repeatable" : letter === "V" ? "versioned" : "undo";
  return { kind, version: version?.replaceAll("_", ".") ?? null, description: description.replaceAll("_", " ") };
}

/** Orders versions as Flyway does: part by part as numbers, `1` before `1.1`, `1.0` the same as `1`. */
export function compareFlywayVersions(left: string, right: string): number {
  const [a, b] = [left, right].map((version) => version.split(".").map(BigInt));
  for (let place = 0; place < Math.max(a?.length ?? 0, b?.length ?? 0); place++) {
    const difference = (a?.[place] ?? 0n) - (b?.[place] ?? 0n);
    if (difference !== 0n) return difference < 0n ? -1 : 1;
  }
  return 0;
}

/** One spelling for equal versions: without leading zeros in a part, and without trailing parts that are zero. */
export function normalFlywayVersion(version: string): string {
  const parts = version.split(".").map((part) => BigInt(part).toString());
  while (parts.length > 1 && parts.at(-1) === "0") parts.pop();
  return parts.join(".");
}
