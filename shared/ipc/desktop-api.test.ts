import { describe, expect, it } from "vitest";
import { isDataPortHandOver } from "./desktop-api.ts";

describe("isDataPortHandOver", () => {
  it("takes only our own message", () => {
    const messages: readonly unknown[] = [
      { kind: "steward.dataPort", connectionId: "c1" },
      { kind: "steward.dataPort", connectionId: 1 },
      { kind: "steward.dataPort" },
      { kind: "other", connectionId: "c1" },
      "steward.dataPort",
      null,
      undefined,
    ];
    expect(messages.map(isDataPortHandOver)).toEqual([true, false, false, false, false, false, false]);
  });
});
