import { useDrafts } from "../drafts.ts";
import { currentRef, useWorkspace } from "../workspace.ts";

/** Opens a tab for the text of a plan that was made elsewhere; it belongs to the database at hand, as every tab does. */
export function openPlanText(): void {
  const ref = currentRef();
  if (!ref) return;
  const id = `plan-${crypto.randomUUID()}`;
  const taken = new Set(useWorkspace.getState().tabs.map((tab) => (tab.kind === "plan" ? tab.title : "")));
  let title = "Pasted plan";
  for (let number = 2; taken.has(title); number += 1) title = `Pasted plan ${number}`;
  useDrafts.getState().setText(id, "");
  useWorkspace.getState().openTab({ kind: "plan", id, ref, title, draftId: id });
}
