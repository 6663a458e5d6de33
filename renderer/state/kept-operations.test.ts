import { describe, expect, it } from "vitest";
import { type KeptOperation, useKeptOperations } from "./kept-operations.ts";

function operation(id: string, state: KeptOperation["state"] = "done"): KeptOperation {
  return {
    id,
    channel: "branches.create",
    subject: id,
    title: "Create branch",
    detail: id,
    state,
    progress: null,
    error: null,
    startedAtMs: 0,
    endedAtMs: null,
    cancel: () => {},
  };
}

const ids = () => useKeptOperations.getState().operations.map(({ id }) => id);

describe("kept operations", () => {
  it("stand newest first, change in place and can be dismissed", () => {
    const { add, update, dismiss } = useKeptOperations.getState();
    for (const id of ["a", "b", "c"]) add(operation(id, "running"));
    update("b", { state: "failed" });
    dismiss("c");
    expect(useKeptOperations.getState().operations.map(({ id, state }) => [id, state])).toEqual([
      ["b", "failed"],
      ["a", "running"],
    ]);
  });

  it("forget what ended long ago, never what runs", () => {
    const { add } = useKeptOperations.getState();
    for (let index = 0; index < 50; index++) add(operation(`done-${index}`));
    expect([ids().length, ids().includes("a"), ids().includes("b"), ids().includes("done-0")]).toEqual([
      41,
      true,
      false,
      false,
    ]);
  });
});
