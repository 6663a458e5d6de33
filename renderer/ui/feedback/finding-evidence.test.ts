import { describe, expect, it } from "vitest";
import { evidenceLabel, evidenceValue } from "./finding-card.tsx";

describe("evidence", () => {
  it("takes the unit from the key", () => {
    const evidence = {
      exclusiveMs: 414.94,
      sizeBytes: 74_448_896,
      removedShare: 0.998,
      keptRows: 4612,
      isUnique: true,
      index: "a\u202eb",
    };
    expect(
      Object.entries(evidence).map(([key, value]) => `${evidenceLabel(key)}: ${evidenceValue(key, value)}`),
    ).toEqual([
      "exclusive: 414.9 ms",
      "size: 71.0 MB",
      "removed: 99.8 %",
      "kept rows: 4,612",
      "is unique: yes",
      "index: a\\u{202e}b",
    ]);
  });
});
