import { expect, it } from "vitest";
import { useQueriesView } from "./queries-view.ts";

it("forgets what was chosen at another connection or branch, and nothing when it comes back to the same one", () => {
  const { goTo, change } = useQueriesView.getState();
  goTo("a");
  change({ from: "s1", chosen: { queryId: "1", database: "app" }, scope: "reads", user: "web" });
  goTo("a");
  const kept = useQueriesView.getState();
  goTo("b");
  const { from, chosen, user, scope } = useQueriesView.getState();
  expect([kept.from, kept.chosen?.queryId, from, chosen, user, scope]).toEqual([
    "s1",
    "1",
    undefined,
    null,
    null,
    "reads",
  ]);
});
