import { type ObjectKind, objectKinds } from "../../../shared/catalog/object-kinds.ts";
import type {
  DifferenceKind,
  DifferenceSource,
  ObjectDifference,
  PartDifference,
} from "../../../shared/comparison/schema-model.ts";
import type { FactPlace } from "../engine/place-facts.ts";
import type { EngineDifference } from "../engine/plan-script.ts";
import { type CatalogDifference, ownerKey } from "./compare-inventories.ts";

interface Draft {
  readonly place: FactPlace;
  identity: string | null;
  whole: { kind: DifferenceKind; source: DifferenceSource } | null;
  readonly parts: Map<string, PartDifference>;
}

/** One list of objects from what both readings found, with who found it. Ordered as the catalog's tree is. */
export function mergeDifferences(
  engine: readonly EngineDifference[],
  catalog: readonly CatalogDifference[],
): readonly ObjectDifference[] {
  const drafts = new Map<string, Draft>();
  const draftOf = (place: FactPlace): Draft => {
    const key = ownerKey(place);
    const known = drafts.get(key);
    if (known) return known;
    const draft: Draft = { place, identity: null, whole: null, parts: new Map() };
    drafts.set(key, draft);
    return draft;
  };
  for (const { place, kind } of engine) add(draftOf(place), place, kind, "engine", []);
  for (const { place, kind, details, identity } of catalog) {
    const draft = draftOf(place);
    if (!place.part || identity !== "") draft.identity = identity;
    add(draft, place, kind, "catalog", details);
  }
  return [...drafts.values()].map(finish).sort(byPlace);
}

function add(
  draft: Draft,
  { part }: FactPlace,
  kind: DifferenceKind,
  source: "engine" | "catalog",
  details: PartDifference["details"],
): void {
  if (!part) {
    // The engine says "set" of an object's own properties: that is a part of it, in our words.
    if (kind === "changed") addPart(draft, { word: "properties", name: "", kind, source, details });
    else draft.whole = { kind, source: both(draft.whole?.source, source) };
    return;
  }
  addPart(draft, { ...part, kind, source, details });
}

function addPart(draft: Draft, part: PartDifference): void {
  const key = JSON.stringify([part.word, part.name]);
  const known = draft.parts.get(key);
  // A part with a change and an addition was added.
  const kind = known && known.kind !== "changed" ? known.kind : part.kind;
  const details = part.details.length > 0 ? part.details : (known?.details ?? []);
  draft.parts.set(key, { ...part, kind, details, source: both(known?.source, part.source) });
}

function both(known: DifferenceSource | undefined, source: DifferenceSource): DifferenceSource {
  return known === undefined || known === source ? source : "both";
}

function finish({ place, identity, whole, parts }: Draft): ObjectDifference {
  const address = {
    kind: place.kind,
    schema: place.schema,
    parent: "",
    name: place.name,
    identity: identity ?? place.identity.join(", "),
  };
  if (whole) return { address, ...whole, parts: [] };
  const all = [...parts.values()];
  const source = all.reduce<DifferenceSource | undefined>((known, part) => both(known, part.source), undefined);
  return { address, kind: "changed", source: source ?? "engine", parts: all };
}

const rank = new Map<ObjectKind, number>(objectKinds.map((kind, at) => [kind, at]));

function byPlace({ address: left }: ObjectDifference, { address: right }: ObjectDifference): number {
  return (
    compare(left.schema, right.schema) ||
    (rank.get(left.kind) ?? 0) - (rank.get(right.kind) ?? 0) ||
    compare(left.name, right.name) ||
    compare(left.identity, right.identity)
  );
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
