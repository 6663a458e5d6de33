import { kindWords, type ObjectKind, objectKinds } from "../../../shared/catalog/object-kinds.ts";
import type { ObjectDifference, PartDifference } from "../../../shared/comparison/schema-model.ts";
import { partKey } from "../script/made-parts.ts";

const kindOfWord = new Map<string, ObjectKind>(objectKinds.map((kind) => [kindWords[kind].word, kind]));

/**
 * The same difference after the script was completed: what only our own reading saw, and the script does all the same,
 * is no longer told as missing from it. `covered` holds keys of `coverKey`.
 */
export function withCovered(object: ObjectDifference, covered: ReadonlySet<string>): ObjectDifference {
  const { kind, schema, name } = object.address;
  const isCovered = (key: string, label: string) => covered.has(JSON.stringify([key, label]));
  const parts = object.parts.map((part): PartDifference => {
    const partKind = kindOfWord.get(part.word);
    const key = partKey(partKind ?? "", schema, name, part.name);
    if (partKind === undefined) return part;
    const details = part.details.map((detail) =>
      isCovered(key, detail.label) ? { ...detail, isMissed: false } : detail,
    );
    const isWhole = part.kind !== "changed" && isCovered(key, "");
    const areAll = part.details.length > 0 && part.details.every(({ label }) => isCovered(key, label));
    return part.source === "catalog" && (isWhole || areAll)
      ? { ...part, details, source: "both" }
      : { ...part, details };
  });
  if (isCovered(partKey(kind, schema, "", name), ""))
    return { ...object, source: "both", parts: parts.map((part) => ({ ...part, source: "both" })) };
  const rest = new Set(parts.map(({ source }) => source));
  const source = parts.length > 0 && object.source === "catalog" && !rest.has("catalog") ? "both" : object.source;
  return { ...object, source, parts };
}
