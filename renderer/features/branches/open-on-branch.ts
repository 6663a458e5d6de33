import type { Branch } from "../../../shared/branches/model.ts";
import { branchingOf } from "../../../shared/connections/branching-of.ts";
import type { Connection } from "../../../shared/connections/model.ts";
import type { DatabaseRef } from "../../../shared/databases/model.ts";
import { type ClosingAnswer, type ClosingQuestion, useClosing } from "../../state/closing/closing-tabs.ts";
import { stagedOf, stagedTableKey } from "../../state/edits/staged-edits.ts";
import { diffTab, erdTab, isSameRef, objectTabId, tableTabId, tabTitle } from "../../state/tabs.ts";
import { type Tab, useWorkspace } from "../../state/workspace.ts";
import { formatAmount } from "../../ui/display/format.ts";
import { visibleName } from "../../ui/display/visible-name.ts";

/** The connection through which a branch is opened: the window's own if it leads to the project, else the first. */
export function connectionTo(
  connections: readonly Connection[],
  branch: Branch,
  chosenId: string | null,
): Connection | null {
  const leading = connections.filter((connection) => branchingOf(connection)?.projectId === branch.projectId);
  return leading.find((connection) => connection.id === chosenId) ?? leading[0] ?? null;
}

/** A branch of a connection as a reference: the default branch is the connection's own and has no id. */
export function branchRef(connection: Connection, branch: Branch): DatabaseRef {
  const isOwn = branchingOf(connection)?.defaultBranchId === branch.id;
  return isOwn ? { connectionId: connection.id } : { connectionId: connection.id, branchId: branch.id };
}

/**
 * Moves the window to a branch, and the open tab of the connection with it, in its place. A tab with staged changes or an
 * open transaction asks first; both stay where they are unless somebody says otherwise.
 */
export function openOnBranch(connections: readonly Connection[], branch: Branch): void {
  const { connectionId, tabs, activeTabId, selectBranch, showSection } = useWorkspace.getState();
  const connection = connectionTo(connections, branch, connectionId);
  if (!connection) return;
  const ref = branchRef(connection, branch);
  const tab = tabs.find((open) => open.id === activeTabId && open.ref.connectionId === connection.id);
  if (!tab || tab.kind === "diff") {
    selectBranch(connection.id, ref.branchId ?? null);
    showSection("browse");
    return;
  }
  if (isSameRef(tab.ref, ref)) return useWorkspace.getState().activateTab(tab.id);
  const question = questionBefore(tab, ref, branch);
  if (question) useClosing.setState({ asked: { tabId: tab.id, question } });
  else moveTab(tab, ref);
}

/** The same tab on another database: a table, object or diagram as one of its own, a query or comparison with its text. */
export function tabOn(tab: Tab, ref: DatabaseRef): Tab {
  if (tab.kind === "table") return { ...tab, ref, id: tableTabId(ref, tab.schema, tab.name, tab.filters) };
  if (tab.kind === "object") return { ...tab, ref, id: objectTabId(ref, tab.address) };
  if (tab.kind === "erd") return erdTab(ref, tab.schemas);
  if (tab.kind === "diff") return diffTab(ref, tab.to, tab.title);
  if (tab.kind === "query" || tab.kind === "plan") return { ...tab, ref };
  const targets = tab.targets.map((target) => (isSameRef(target, tab.ref) ? ref : target));
  return {
    ...tab,
    ref,
    targets: targets.filter((one, at) => targets.findIndex((each) => isSameRef(each, one)) === at),
  };
}

function moveTab(tab: Tab, ref: DatabaseRef): void {
  useWorkspace.getState().replaceTab(tab.id, tabOn(tab, ref));
}

/** What is asked before a tab is moved that holds something of the branch it is on. */
function questionBefore(tab: Tab, ref: DatabaseRef, branch: Branch): ClosingQuestion | null {
  const name = visibleName(branch.name);
  const held = useClosing.getState().guards[tab.id]?.() ?? null;
  if (held) {
    const moves = held.answers.map((answer) => ({
      ...answer,
      label: answer.label.replace(/ and close$/, " and move"),
      run: async () => {
        if (await answer.run()) moveTab(tab, ref);
        return false; // it was moved, not closed
      },
    }));
    return { ...held, text: `${held.text} The tab goes on in a new session on ${name}.`, answers: moves };
  }
  const staged = tab.kind === "table" ? stagedOf(stagedTableKey(tab.ref, tab.schema, tab.name)) : null;
  const count = staged ? staged.rows.size + staged.inserted.length : 0;
  if (count === 0) return null;
  const answer = (label: string, go: () => void): ClosingAnswer => ({
    label,
    run: async () => {
      go();
      return false; // nothing is closed
    },
  });
  return {
    title: `${visibleName(tabTitle(tab))} has ${formatAmount(count, "staged change")}`,
    text: `They belong to the branch that the tab is on and stay there, not stored, until you come back to it. They do not go to ${name}.`,
    stay: "Stay here",
    answers: [
      answer("Open beside", () => useWorkspace.getState().openTab(tabOn(tab, ref))),
      { ...answer(`Move to ${name}`, () => moveTab(tab, ref)), variant: "primary" },
    ],
  };
}
