import { type ObjectKind, objectKinds } from "./object-kinds.ts";

/** What people open most is worth more; of equal names it comes first. */
const bonuses: Readonly<Partial<Record<ObjectKind, number>>> = {
  table: 3,
  view: 2,
  materializedView: 2,
  function: 1,
  procedure: 1,
  type: 0.5,
  // Parts of a table are named after it, and would hide it.
  index: -3,
  constraint: -3,
  trigger: -2,
  column: -1,
};

/** What a kind adds to a hit's score. */
export function kindBonus(kind: ObjectKind): number {
  return bonuses[kind] ?? 0;
}

/** The kinds that a search looks at: all of them, columns only when `text` names a table before a dot. */
export function searchedKinds(text: string): readonly ObjectKind[] {
  return objectKinds.filter((kind) => kind !== "column" || /\S\./u.test(text));
}
