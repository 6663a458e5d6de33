/** Access methods that find the nearest vectors. */
export const vectorMethods: ReadonlySet<string> = new Set(["hnsw", "ivfflat"]);
