import type { ImportReport } from "../../../../shared/connections/contract.ts";
import type { ImportAction, PlannedImport } from "../../../../shared/connections/sharing/plan-import.ts";

/** What an action does to an entry, in words. */
export function actionText(action: ImportAction, { state }: PlannedImport): string {
  switch (action) {
    case "add":
      return state.kind === "named" ? `Add as “${state.addedName}”` : "Add";
    case "change":
      return "Change the saved one";
    case "skip":
      return state.kind === "named" ? "Keep the saved one" : "Leave out";
  }
}

/** What pressing the button will do, before it is pressed. */
export function importSummary(actions: readonly ImportAction[]): string {
  const count = (of: ImportAction) => actions.filter((action) => action === of).length;
  return `${count("add")} to add, ${count("change")} to change, ${count("skip")} left as they are.`;
}

/** What an import did. */
export function reportText({ added, changed, skipped }: ImportReport): string {
  return `${added} added, ${changed} changed, ${skipped} left as they were.`;
}

const fieldWords: Readonly<Record<string, string>> = {
  tls: "encryption",
  security: "certificates and login",
  options: "server options",
  timeouts: "time-outs",
  migrationsFolder: "migrations folder",
};

/** The name of a differing field as the form calls it. */
export function fieldText(field: string): string {
  return fieldWords[field] ?? field;
}
