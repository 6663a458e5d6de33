import { describe, expect, it } from "vitest";
import type { PlannedImport } from "../../../../shared/connections/sharing/plan-import.ts";
import { actionText, fieldText, importSummary, reportText } from "./import-words.ts";

const fresh: PlannedImport = {
  name: "Orders",
  environment: "staging",
  host: "db",
  port: 5432,
  database: "orders",
  user: "ada",
  tls: "verify-full",
  state: { kind: "new" },
};
const named: PlannedImport = {
  ...fresh,
  state: { kind: "named", savedId: "o", differences: [], addedName: "Orders (2)" },
};

describe("the words of an import", () => {
  it("say what each choice does, and what it did", () => {
    expect({
      fresh: (["add", "skip"] as const).map((action) => actionText(action, fresh)),
      named: (["change", "add", "skip"] as const).map((action) => actionText(action, named)),
      summary: importSummary(["add", "skip", "add", "change"]),
      report: reportText({ added: 2, changed: 0, skipped: 1 }),
      fields: ["tls", "host"].map(fieldText),
    }).toEqual({
      fresh: ["Add", "Leave out"],
      named: ["Change the saved one", "Add as “Orders (2)”", "Keep the saved one"],
      summary: "2 to add, 1 to change, 1 left as they are.",
      report: "2 added, 0 changed, 1 left as they were.",
      fields: ["encryption", "host"],
    });
  });
});
