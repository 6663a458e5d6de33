import { describe, expect, it } from "vitest";
import { cellText, shortUuid } from "./cell-text.ts";

describe("cellText", () => {
  it("keeps a value on one line and hides nothing", () => {
    expect(["plain", "a\nb\tc", "evil\u202etxt", "bell\u0007", "👩‍👩‍👧"].map(cellText)).toEqual([
      "plain",
      "a↵b⇥c",
      "evil\\u{202e}txt",
      "bell\\u{7}",
      "👩‍👩‍👧",
    ]);
  });
});

describe("shortUuid", () => {
  it("shortens UUIDs only", () => {
    expect(["ee65f53e-6c54-4f0a-9a51-d07f2c8e9421", "ee65f53e", ""].map(shortUuid)).toEqual([
      "ee65f53e…9421",
      "ee65f53e",
      "",
    ]);
  });
});
