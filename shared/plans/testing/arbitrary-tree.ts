import fc from "fast-check";
import type { JsonObject } from "../json/exact-json.ts";

/** Any tree of plan nodes up to 25, made of any `nodes`: each hangs on one before it. */
export function arbitraryTree(nodes: fc.Arbitrary<JsonObject>): fc.Arbitrary<JsonObject> {
  return fc.array(fc.record({ up: fc.nat(), node: nodes }), { minLength: 1, maxLength: 25 }).map((parts) => {
    const children = parts.map((): JsonObject[] => []);
    let root: JsonObject = {};
    // From the last: what hangs on a node is complete when the node is reached.
    for (let at = parts.length - 1; at >= 0; at--) {
      const part = parts[at];
      const below = (children[at] ?? []).toReversed();
      root = { ...part?.node, ...(below.length > 0 ? { Plans: below } : {}) };
      if (at > 0) children[(part?.up ?? 0) % at]?.push(root);
    }
    return root;
  });
}
