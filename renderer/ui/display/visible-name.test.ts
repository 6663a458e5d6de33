import { describe, expect, it } from "vitest";
import { visibleName } from "./visible-name.ts";

describe("visibleName", () => {
  it("leaves ordinary names of any script alone", () => {
    expect(["run_events", "Größe", "表", "a b", "naïve ﷽"].map(visibleName)).toEqual([
      "run_events",
      "Größe",
      "表",
      "a b",
      "naïve ﷽",
    ]);
  });

  it("shows what hides or turns the writing around", () => {
    expect([visibleName("abc\u202etxt.exe"), visibleName("a\u200bb"), visibleName("line\nbreak\u0007")]).toEqual([
      "abc\\u{202e}txt.exe",
      "a\\u{200b}b",
      "line\\u{a}break\\u{7}",
    ]);
  });

  it("shows blanks at the ends", () => {
    expect(visibleName("  users ")).toBe("␣␣users␣");
  });
});
