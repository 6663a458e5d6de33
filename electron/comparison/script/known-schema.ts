import type { Inventory, InventoryEntry } from "../inventory/read-inventory.ts";
import { relationKey } from "./statement-nodes.ts";

/** What composing a script asks about a schema, found by name. */
export class KnownSchema {
  private readonly tables = new Map<string, InventoryEntry>();
  private readonly parts = new Map<string, InventoryEntry[]>();
  private readonly indexPlaces = new Map<string, InventoryEntry>();

  private readonly entries: readonly InventoryEntry[];
  private readonly byPlace = new Map<string, InventoryEntry>();
  private readonly attached = new Map<string, InventoryEntry[]>();
  private readonly byText = new Map<string, string>();
  private readonly kinds = new Map<string, InventoryEntry["kind"]>();

  constructor({ entries }: Inventory) {
    this.entries = entries;
    for (const entry of entries) {
      const { kind, schema, parent, name } = entry;
      const key = relationKey(schema, name);
      this.byPlace.set(placeKey(entry), entry);
      if (parent !== "") addTo(this.parts, relationKey(schema, parent), entry);
      else this.kinds.set(key, kind);
      if (kind === "index") this.addIndex(key, entry);
      if (kind !== "table" && kind !== "materializedView") continue;
      this.tables.set(key, entry);
      for (const text of textsOf(schema, name)) this.byText.set(text, key);
    }
  }

  private addIndex(key: string, entry: InventoryEntry): void {
    this.indexPlaces.set(key, entry);
    const attached = propertyOf(entry, attachedLabel);
    // The server writes the same list with a blank behind the comma.
    if (attached !== null) addTo(this.attached, JSON.stringify(JSON.parse(attached)), entry);
  }

  /** A table or materialized view. */
  table(key: string): InventoryEntry | undefined {
    return this.tables.get(key);
  }

  /** What stands at the place of an entry of another schema. */
  twin(entry: InventoryEntry): InventoryEntry | undefined {
    return this.byPlace.get(placeKey(entry));
  }

  /** What kind of object a relation is. */
  relationKind(key: string): InventoryEntry["kind"] | undefined {
    return this.kinds.get(key);
  }

  /** The partitioned table of a partition. */
  parentOf(key: string): string | null {
    const entry = this.tables.get(key);
    const parent = propertyOf(entry, "Partition of");
    if (parent === null) return null;
    return this.byText.get(parent) ?? null;
  }

  isPartitioned(key: string): boolean {
    return propertyOf(this.tables.get(key), "Partitioned by") !== null;
  }

  /** The index of that name; its `parent` is its table. */
  index(key: string): InventoryEntry | undefined {
    return this.indexPlaces.get(key);
  }

  indexes(): readonly InventoryEntry[] {
    return [...this.indexPlaces.values()];
  }

  /** Every entry, in the order of the catalog. */
  get all(): readonly InventoryEntry[] {
    return this.entries;
  }

  /** Whether objects that are made in the schema give PUBLIC something by default. */
  grantsByDefaultToPublic(schema: string): boolean {
    return this.entries.some(
      ({ kind, identity, properties }) =>
        kind === "defaultPrivileges" &&
        identity.endsWith(` in ${schema}`) &&
        /\bpublic\b/i.test(JSON.stringify(properties)),
    );
  }

  /** All of one kind on a relation. */
  partsOf(key: string, kind: InventoryEntry["kind"]): readonly InventoryEntry[] {
    return (this.parts.get(key) ?? []).filter((part) => part.kind === kind);
  }

  column(key: string, name: string): InventoryEntry | undefined {
    return this.partsOf(key, "column").find((column) => column.name === name);
  }

  /** All indexes that are attached to the index of that name. */
  attachedTo(schema: string, name: string): readonly InventoryEntry[] {
    return this.attached.get(relationKey(schema, name)) ?? [];
  }
}

/** The property of an index that says to which one it is attached, as a key. */
export const attachedLabel = "Attached to";

/** The value of a property; null where the entry has none. */
export function propertyOf(entry: InventoryEntry | undefined, label: string): string | null {
  return entry?.properties.find(([name]) => name === label)?.[1] ?? null;
}

function placeKey({ kind, schema, parent, name, identity }: InventoryEntry): string {
  return JSON.stringify([kind, schema, parent, name, parent === "" ? identity : ""]);
}

/** How the server may write a relation: a part is quoted where it has to be. */
function textsOf(schema: string, name: string): readonly string[] {
  const quoted = (part: string) => `"${part.replaceAll('"', '""')}"`;
  return [schema, quoted(schema)].flatMap((left) => [name, quoted(name)].map((right) => `${left}.${right}`));
}

function addTo(map: Map<string, InventoryEntry[]>, key: string, entry: InventoryEntry): void {
  const known = map.get(key);
  if (known) known.push(entry);
  else map.set(key, [entry]);
}
