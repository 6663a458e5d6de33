import { describe, expect, it } from "vitest";
import { defaultKeys } from "../../../../shared/commands/changed-keys.ts";
import type { CommandId } from "../../../../shared/commands/command-list.ts";
import { isPressed, type PressedKey } from "../../../../shared/commands/keys/keys.ts";
import { type GridSelection, rangeOf, rangeSize, selectCell } from "../selection.ts";
import { gridStep } from "./grid-keys.ts";

const extent = { firstRow: 0, lastRow: 99, columnCount: 5, pageRows: 20 };
const press = (key: string, more = {}, from: GridSelection = selectCell(10, 2)) =>
  gridStep(
    { key, code: "", ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...more },
    from,
    extent,
    (id: CommandId, event: PressedKey) => defaultKeys(id).some((keys) => isPressed(keys, event, false)),
  );
const moved = (step: ReturnType<typeof press>) => (step?.kind === "select" ? step.selection : step);

describe("keys of the grid", () => {
  it("moves the focus and stays inside", () => {
    const from = selectCell(0, 0);
    expect([
      moved(press("ArrowUp", {}, from)),
      moved(press("ArrowLeft", {}, from)),
      moved(press("ArrowDown")),
      moved(press("PageDown")),
      moved(press("PageUp")),
      moved(press("Home")),
      moved(press("End")),
      moved(press("ArrowDown", { ctrlKey: true })),
    ]).toEqual([
      selectCell(0, 0),
      selectCell(0, 0),
      selectCell(11, 2),
      selectCell(30, 2),
      selectCell(0, 2),
      selectCell(10, 0),
      selectCell(10, 4),
      selectCell(99, 2),
    ]);
  });

  it("extends with Shift and selects whole rows", () => {
    const extended = moved(press("ArrowRight", { shiftKey: true }));
    expect(extended).toEqual({ kind: "cells", anchor: { row: 10, column: 2 }, focus: { row: 10, column: 3 } });
    expect(moved(press(" ", { shiftKey: true }))).toEqual({ ...selectCell(10, 2), kind: "rows" });
    const all = moved(press("a", { ctrlKey: true }));
    expect(all && "anchor" in all && rangeSize(rangeOf(all, 5))).toEqual({ rows: 100, columns: 5 });
  });

  it("goes to the ends, and extends to them with Shift", () => {
    expect([press("Home", { ctrlKey: true }), press("End", { ctrlKey: true, shiftKey: true })]).toEqual([
      { kind: "start", isExtending: false },
      { kind: "end", isExtending: true },
    ]);
  });

  it("knows what is not a movement", () => {
    expect([
      press("End", { ctrlKey: true }),
      press("c", { ctrlKey: true }),
      press("C", { ctrlKey: true, shiftKey: true }),
      press("Enter"),
      press("F2"),
      press("Enter", { shiftKey: true }),
      press(" "),
      press(" ", { altKey: true }),
      press("F10", { shiftKey: true }),
      press("x"),
      press("p", { ctrlKey: true }),
    ]).toEqual([
      { kind: "end", isExtending: false },
      { kind: "copy", withHeads: false },
      { kind: "copy", withHeads: true },
      { kind: "open" },
      { kind: "open" },
      { kind: "show" },
      { kind: "details" },
      { kind: "follow" },
      { kind: "menu" },
      null,
      null,
    ]);
  });
});
