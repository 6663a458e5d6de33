import { expect, it } from "vitest";
import { StreamSource } from "../../../ui/grid/stream-source.ts";
import { keepShown, mostPinned, queryRunOf, type RunPart, useQueryRuns } from "./query-runs.ts";

const part = (number: number, source: StreamSource | null): RunPart => ({
  part: number,
  number: 1,
  sql: "SELECT 1",
  source,
  notices: [],
  noticesLeftOut: 0,
  end: null,
  error: null,
  start: 0,
  errorAt: null,
});
const show = (...parts: RunPart[]) => {
  const { part: activePart } = parts.at(-1) ?? part(0, null);
  useQueryRuns.getState().update("tab", { parts, activePart, firstPart: activePart });
};

it("keeps the rows that are shown, once, and says when no more can be kept", () => {
  const rows = new StreamSource([]);
  show(part(0, null));
  expect([keepShown("tab"), queryRunOf("tab").pinned]).toEqual([true, []]); // no rows, nothing to keep
  const parts: RunPart[] = [];
  for (let number = 1; number <= mostPinned; number++) {
    parts.push(part(number, rows));
    show(...parts);
    expect([keepShown("tab"), keepShown("tab")]).toEqual([true, true]);
  }
  const pinned = Array.from({ length: mostPinned }, (_, index) => index + 1);
  expect(queryRunOf("tab").pinned).toEqual(pinned);
  show(...parts, part(mostPinned + 1, rows));
  expect([keepShown("tab"), queryRunOf("tab").pinned]).toEqual([false, pinned]);
});
