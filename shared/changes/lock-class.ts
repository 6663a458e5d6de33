/** What a held lock keeps others from doing, weakest first. */
export const lockClasses = ["nothing", "ddl", "writes", "reads"] as const;

/** One of the classes above. */
export type LockClass = (typeof lockClasses)[number];

/** Words for the legend. */
export const lockClassLabels: Readonly<Record<LockClass, string>> = {
  nothing: "blocks nothing",
  ddl: "blocks DDL",
  writes: "blocks writes",
  reads: "blocks reads",
};

/** By Postgres' conflict table; what only keeps index builds out (RowExclusive) counts as blocking nothing. */
const classOfMode: Readonly<Record<string, LockClass>> = {
  AccessShare: "nothing",
  RowShare: "nothing",
  RowExclusive: "nothing",
  ShareUpdateExclusive: "ddl",
  Share: "writes",
  ShareRowExclusive: "writes",
  Exclusive: "writes",
  AccessExclusive: "reads",
};

/** The class of a lock mode as Postgres prints it, with or without `Lock`. An unknown mode counts as the strongest. */
export function lockClassOf(mode: string): LockClass {
  return classOfMode[mode.replace(/Lock$/, "")] ?? "reads";
}

/** The strength of a class: 0 blocks nothing, 3 blocks reads. */
export function lockStrength(lockClass: LockClass): number {
  return lockClasses.indexOf(lockClass);
}

/** A mode as SQL writes it: `ShareUpdateExclusive` gives `SHARE UPDATE EXCLUSIVE`. */
export function lockModeText(mode: string): string {
  return mode
    .replace(/Lock$/, "")
    .replaceAll(/([a-z])([A-Z])/g, "$1 $2")
    .toUpperCase();
}
