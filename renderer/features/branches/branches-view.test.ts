import { expect, it } from "vitest";
import { useBranchesView } from "./branches-view.ts";

const view = () => useBranchesView.getState();

it("chooses a branch once it is made, but not over what a person chose meanwhile", () => {
  view().chooseBranch("main");
  view().chooseWhenMade()("made");
  expect(view().branchId).toBe("made");
  const choose = view().chooseWhenMade();
  view().chooseBranch("made");
  choose("another");
  expect(view().branchId).toBe("made");
});
