import { kindWords, type ObjectKind } from "../../../shared/catalog/object-kinds.ts";
import type { DifferenceKind, PropertyDifference } from "../../../shared/comparison/schema-model.ts";
import { type FactPlace, propertiesWord } from "../engine/place-facts.ts";
import type { Inventory, InventoryEntry } from "../inventory/read-inventory.ts";

/** A difference between two catalogs as we read them. */
export interface CatalogDifference {
  readonly place: FactPlace;
  /** As the catalog names what tells routines of one name apart. */
  readonly identity: string;
  readonly kind: DifferenceKind;
  readonly details: readonly PropertyDifference[];
}

/** Properties that are parts of their own on screen. */
const ownParts: Readonly<Record<string, string>> = { Comment: "comment", Owner: "owner", Privileges: "privileges" };

/** Properties that the engine reads on no object, so that a part which differs in others as well would hide them. */
const beyondEngine: Readonly<Partial<Record<ObjectKind, readonly string[]>>> = {
  column: ["Storage", "Statistics target", "Options", "Compression", "NOT NULL rests on"],
  index: ["Clustered", "Statistics targets"],
  constraint: ["Index options"],
};

/** All differences, in the order of the catalog. Parts of an object that comes or goes are not told by themselves. */
export function compareInventories(from: Inventory, to: Inventory): readonly CatalogDifference[] {
  const before = byKey(from);
  const after = byKey(to);
  const kindOf = relationKinds([from, to]);
  const found: CatalogDifference[] = [];
  for (const [key, entry] of before) {
    const other = after.get(key);
    if (!other) found.push(difference(entry, "removed", kindOf, []));
    else found.push(...changes(entry, other, kindOf));
  }
  for (const [key, entry] of after) if (!before.has(key)) found.push(difference(entry, "added", kindOf, []));
  const whole = new Set(
    found.filter(({ place, kind }) => !place.part && kind !== "changed").map(({ place }) => ownerKey(place)),
  );
  return found.filter(({ place }) => !place.part || !whole.has(ownerKey(place)));
}

/** Where an object stands, as one text. */
export function ownerKey({ kind, schema, name, identity }: FactPlace): string {
  return JSON.stringify([kind, schema, name, identity]);
}

function byKey({ entries }: Inventory): ReadonlyMap<string, InventoryEntry> {
  return new Map(
    entries.map((entry) => [
      JSON.stringify([entry.kind, entry.schema, entry.parent, entry.name, entry.argumentTypes ?? entry.identity]),
      entry,
    ]),
  );
}

type KindOfRelation = (schema: string, name: string) => FactPlace["kind"];

function relationKinds(inventories: readonly Inventory[]): KindOfRelation {
  const kinds = new Map<string, FactPlace["kind"]>();
  for (const { entries } of inventories)
    for (const { kind, schema, name } of entries)
      if (kind === "view" || kind === "materializedView") kinds.set(JSON.stringify([schema, name]), kind);
  return (schema, name) => kinds.get(JSON.stringify([schema, name])) ?? "table";
}

function placeOf(entry: InventoryEntry, kindOf: KindOfRelation): FactPlace {
  const { kind, schema, parent, name, argumentTypes, identity } = entry;
  if (parent !== "") {
    const part = { word: kindWords[kind].word, name };
    return { kind: kindOf(schema, parent), schema, name: parent, identity: [], part };
  }
  return { kind, schema, name, identity: argumentTypes ?? (identity === "" ? [] : [identity]), part: null };
}

function difference(
  entry: InventoryEntry,
  kind: DifferenceKind,
  kindOf: KindOfRelation,
  details: readonly PropertyDifference[],
): CatalogDifference {
  return { place: placeOf(entry, kindOf), identity: entry.parent === "" ? entry.identity : "", kind, details };
}

function changes(entry: InventoryEntry, other: InventoryEntry, kindOf: KindOfRelation): readonly CatalogDifference[] {
  const details = compareProperties(entry, other);
  if (details.length === 0) return [];
  const changed = difference(entry, "changed", kindOf, details);
  if (changed.place.part) return [changed];
  const words = new Set(details.map(({ label }) => ownParts[label] ?? propertiesWord));
  return [...words].map((word) => ({
    ...changed,
    place: { ...changed.place, part: { word, name: "" } },
    details: details.filter(({ label }) => (ownParts[label] ?? propertiesWord) === word),
  }));
}

function compareProperties(entry: InventoryEntry, other: InventoryEntry): readonly PropertyDifference[] {
  const before = new Map(entry.properties);
  const after = new Map(other.properties);
  const labels = new Set([...before.keys(), ...after.keys()]);
  return [...labels]
    .map((label) => ({
      label,
      from: before.get(label) ?? null,
      to: after.get(label) ?? null,
      isMissed: beyondEngine[entry.kind]?.includes(label) ?? false,
    }))
    .filter(({ from, to }) => from !== to);
}
