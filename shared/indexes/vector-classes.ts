import type { TableIndex, VectorDistance } from "./model.ts";

/** pgvector's operators and what each measures (pgvector 0.8). */
export const distanceOfOperator: Readonly<Record<string, VectorDistance>> = {
  "<->": "l2",
  "<#>": "innerProduct",
  "<=>": "cosine",
  "<+>": "l1",
  "<~>": "hamming",
  "<%>": "jaccard",
};

/** The middle of an operator class's name: `vector_cosine_ops`. */
const wordOfDistance: Readonly<Record<VectorDistance, string>> = {
  l2: "l2",
  innerProduct: "ip",
  cosine: "cosine",
  l1: "l1",
  hamming: "hamming",
  jaccard: "jaccard",
};

/** Whether the index finds nearest vectors. */
export function isVectorIndex({ accessMethod }: TableIndex): boolean {
  return accessMethod === "hnsw" || accessMethod === "ivfflat";
}

/** What the index's operator class measures; null for one that pgvector does not bring. */
export function distanceOfIndex(index: TableIndex): VectorDistance | null {
  const word = /_(l2|ip|cosine|l1|hamming|jaccard)_ops$/.exec(index.keys[0]?.operatorClass ?? "")?.[1];
  const [distance] = Object.entries(wordOfDistance).find(([, known]) => known === word) ?? [];
  return (distance as VectorDistance | undefined) ?? null; // a key of the table above
}

/** The operator class for another distance, beside the one that an index has: same type and schema. */
export function classForDistance(operatorClass: string, distance: VectorDistance): string {
  return operatorClass.replace(/_(?:l2|ip|cosine|l1|hamming|jaccard)_ops$/, `_${wordOfDistance[distance]}_ops`);
}
