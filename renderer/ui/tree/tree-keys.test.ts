import { describe, expect, it } from "vitest";
import { nextTreeStep } from "./tree-keys.ts";

const rows = [
  { id: "s", depth: 0, textValue: "public", isOpen: true },
  { id: "g", depth: 1, textValue: "Tables", isOpen: true },
  { id: "a", depth: 2, textValue: "assets", isOpen: null },
  { id: "b", depth: 2, textValue: "runs", isOpen: null },
  { id: "c", depth: 2, textValue: "run_events", isOpen: null },
  { id: "v", depth: 1, textValue: "Views", isOpen: false },
];
const textOf = ({ textValue }: { readonly textValue: string }) => textValue;
const press = (at: number, key: string, more = {}) =>
  nextTreeStep(
    rows,
    at,
    { key, ctrlKey: false, metaKey: false, altKey: false, ...more },
    { text: "", at: 0 },
    textOf,
    10_000,
  );

describe("keys of a tree", () => {
  it("moves and stops at the ends", () => {
    expect([press(0, "ArrowUp"), press(1, "ArrowDown"), press(2, "End"), press(4, "PageUp")]).toEqual([
      { kind: "focus", index: 0 },
      { kind: "focus", index: 2 },
      { kind: "focus", index: 5 },
      { kind: "focus", index: 0 },
    ]);
  });

  it("opens, enters, leaves and closes", () => {
    expect([press(5, "ArrowRight"), press(1, "ArrowRight"), press(4, "ArrowLeft"), press(1, "ArrowLeft")]).toEqual([
      { kind: "toggle", id: "v", isOpen: true },
      { kind: "focus", index: 2 },
      { kind: "focus", index: 1 },
      { kind: "toggle", id: "g", isOpen: false },
    ]);
    expect([press(3, "Enter"), press(5, "Enter"), press(3, "ArrowRight")]).toEqual([
      { kind: "open", id: "b" },
      { kind: "toggle", id: "v", isOpen: true },
      null,
    ]);
  });

  it("finds what is typed, going on from where it is", () => {
    const typed = { text: "", at: 0 };
    const key = { key: "r", ctrlKey: false, metaKey: false, altKey: false };
    expect(nextTreeStep(rows, 0, key, typed, textOf, 1000)).toEqual({ kind: "focus", index: 3 });
    for (const letter of "un") nextTreeStep(rows, 3, { ...key, key: letter }, typed, textOf, 1100);
    expect(nextTreeStep(rows, 3, { ...key, key: "_" }, typed, textOf, 1200)).toEqual({ kind: "focus", index: 4 });
  });

  it("leaves shortcuts alone", () => {
    expect(press(0, "p", { ctrlKey: true })).toBeNull();
  });
});
