import { afterEach, expect, it } from "vitest";
import { emptyWorkspace, useWorkspace } from "../workspace.ts";
import { type ClosingQuestion, closeTabAsking, guardClosing, isClosingHeld, useClosing } from "./closing-tabs.ts";

const tab = (id: string) => ({ kind: "query", id, ref: { connectionId: "c" }, title: id, draftId: id }) as const;
const ids = () => useWorkspace.getState().tabs.map(({ id }) => id);
const question = (mayClose: boolean): ClosingQuestion => ({
  title: "Open",
  text: "",
  stay: "Keep it open",
  answers: [{ label: "Commit", run: async () => mayClose }],
});

afterEach(() => {
  useClosing.setState({ guards: {}, asked: null });
  useWorkspace.setState(emptyWorkspace);
});

it("a tab that holds nothing is closed at once", () => {
  useWorkspace.setState({ tabs: [tab("a"), tab("b")] });
  guardClosing("a", () => null);
  closeTabAsking("a");
  closeTabAsking("b");
  expect([ids(), useClosing.getState().asked, isClosingHeld()]).toEqual([[], null, false]);
});

it("a tab that holds something is shown and asks; only an answer that worked closes it", async () => {
  useWorkspace.setState({ tabs: [tab("a"), tab("b")], activeTabId: "b" });
  let mayClose = false;
  const release = guardClosing("a", () => question(mayClose));
  closeTabAsking("a");
  expect([useWorkspace.getState().activeTabId, useClosing.getState().asked?.tabId, isClosingHeld()]).toEqual([
    "a",
    "a",
    true,
  ]);
  await useClosing.getState().answer(null);
  closeTabAsking("a");
  await useClosing.getState().answer(useClosing.getState().asked?.question.answers[0] ?? null);
  expect([ids(), useClosing.getState().asked]).toEqual([["a", "b"], null]);
  mayClose = true;
  closeTabAsking("a");
  await useClosing.getState().answer(useClosing.getState().asked?.question.answers[0] ?? null);
  expect(ids()).toEqual(["b"]);
  release();
  expect(useClosing.getState().guards).toEqual({});
});

it("a guard that was replaced is not taken away by the one before", () => {
  const first = guardClosing("a", () => null);
  guardClosing("a", () => question(true));
  first();
  expect(isClosingHeld()).toBe(true);
});
