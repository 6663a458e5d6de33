import { describe, expect, it } from "vitest";
import type { EditValue } from "./model.ts";
import {
  changesOf,
  countStaged,
  dropInsert,
  markConflicts,
  nothingStaged,
  settleConflict,
  stageCell,
  stageDelete,
  stageInsert,
  stageInsertedCell,
  stageInserts,
} from "./staged.ts";

const text = (value: string): EditValue => ({ kind: "text", text: value });
const row = (id: string) => ({ key: id, identity: [{ column: "id", value: id }] });

describe("staged edits", () => {
  it("keep the first old value, and forget a cell that is what it was", () => {
    const once = stageCell(nothingStaged, row("1"), "a", "x", text("y"));
    const twice = stageCell(once, row("1"), "a", "read again", text("z"));
    expect(changesOf(twice).changes).toEqual([
      {
        kind: "update",
        identity: row("1").identity,
        old: [{ column: "a", value: "x" }],
        set: [{ column: "a", value: text("z") }],
      },
    ]);
    expect(stageCell(twice, row("1"), "a", "anything", text("x"))).toEqual(nothingStaged);
    // NULL, the empty text and DEFAULT are three things.
    const kinds = [{ kind: "null" } as const, text(""), { kind: "default" } as const];
    expect(kinds.map((value) => stageCell(nothingStaged, row("1"), "a", null, value).rows.size)).toEqual([0, 1, 1]);
  });

  it("are sent deletes first, then updates, then inserts as they were made", () => {
    let edits = stageInsert(nothingStaged, { id: "n1", cells: new Map() });
    edits = stageInsert(edits, { id: "n2", cells: new Map() });
    edits = stageInsertedCell(edits, "n1", "constructor", text("c"));
    edits = stageInsertedCell(stageInsertedCell(edits, "n2", "b", text("b")), "n2", "b", { kind: "default" });
    edits = stageCell(edits, row("1"), "__proto__", null, text("p"));
    edits = stageDelete(edits, row("2"), [{ column: "a", value: "x" }], true);
    const { changes, sources } = changesOf(edits);
    expect(changes).toEqual([
      { kind: "delete", identity: row("2").identity, old: [{ column: "a", value: "x" }] },
      {
        kind: "update",
        identity: row("1").identity,
        old: [{ column: "__proto__", value: null }],
        set: [{ column: "__proto__", value: text("p") }],
      },
      { kind: "insert", values: [{ column: "constructor", value: text("c") }] },
      { kind: "insert", values: [] },
    ]);
    expect([sources, countStaged(edits)]).toEqual([
      ["2", "1", "n1", "n2"],
      { changed: 1, added: 2, deleted: 1, conflicts: 0, total: 4 },
    ]);
    expect(countStaged(dropInsert(edits, "n1")).added).toBe(1);
  });

  it("send rows of one batch in the order of their lines, between what was staged before and after", () => {
    const cells = new Map<string, EditValue>();
    let edits = stageInsert(nothingStaged, { id: "before", cells });
    edits = stageInserts(
      edits,
      ["one", "two", "three"].map((id) => ({ id, batch: "b", cells })),
    );
    edits = dropInsert(stageInsert(edits, { id: "after", cells }), "two");
    expect([edits.inserted.map(({ id }) => id), changesOf(edits).sources]).toEqual([
      ["after", "one", "three", "before"],
      ["before", "one", "three", "after"],
    ]);
  });

  it("give a deleted row its edits back", () => {
    const edited = stageCell(nothingStaged, row("1"), "a", "x", text("y"));
    const deleted = stageDelete(
      edited,
      row("1"),
      [
        { column: "a", value: "x" },
        { column: "b", value: "b" },
      ],
      true,
    );
    expect(stageDelete(deleted, row("1"), [], false)).toEqual(edited);
    expect(stageDelete(stageDelete(nothingStaged, row("1"), [], true), row("1"), [], false)).toEqual(nothingStaged);
  });

  it("settle conflicts: mine over theirs, or theirs", () => {
    const edits = stageCell(
      stageCell(nothingStaged, row("1"), "a", "base", text("mine")),
      row("2"),
      "a",
      "b",
      text("c"),
    );
    const { sources } = changesOf(edits);
    const marked = markConflicts(edits, sources, [
      { change: 0, reason: "changed", theirs: [{ column: "a", value: "theirs" }] },
      { change: 1, reason: "gone", theirs: [] },
    ]);
    expect(countStaged(marked).conflicts).toBe(2);
    const mine = settleConflict(settleConflict(marked, "1", "mine", "n1"), "2", "mine", "n2");
    expect(changesOf(mine).changes).toEqual([
      {
        kind: "update",
        identity: row("1").identity,
        old: [{ column: "a", value: "theirs" }],
        set: [{ column: "a", value: text("mine") }],
      },
      {
        kind: "insert",
        values: [
          { column: "id", value: text("2") },
          { column: "a", value: text("c") },
        ],
      },
    ]);
    expect(settleConflict(settleConflict(marked, "1", "theirs", "n1"), "2", "theirs", "n2")).toEqual(nothingStaged);
    expect(countStaged(markConflicts(marked, sources, [])).conflicts).toBe(0);
  });
});
