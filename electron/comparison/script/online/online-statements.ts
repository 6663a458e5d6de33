import type { Hazard, ScriptStatement } from "../../../../shared/comparison/script-model.ts";

const briefly: Hazard = {
  code: "blocks",
  message: "Blocks reads and writes of the table for a moment: it reads no rows.",
};
const brieflyWrites: Hazard = {
  code: "blocksWrites",
  message: "Blocks writes of both tables for a moment: it reads no rows.",
};
const alone: Hazard = { code: "ownTransaction", message: "Cannot run inside a transaction." };
const endsHere: Hazard = {
  code: "commitAfter",
  message: "Is committed by itself, so that its lock is not held while rows are read.",
};

/** Changes only the catalog; its lock goes before the next step begins. */
export function briefStep(sql: string, lock: "table" | "writes" = "table"): ScriptStatement {
  const hazards = [lock === "table" ? briefly : brieflyWrites, endsHere];
  return { sql, transactional: true, endsTransaction: true, hazards };
}

/** Reads or writes rows while others go on working. */
export function openStep(sql: string): ScriptStatement {
  return { sql, transactional: true, endsTransaction: true, hazards: [] };
}

/** Builds or works beside everybody else, and commits by itself. */
export function aloneStep(sql: string): ScriptStatement {
  return { sql, transactional: false, endsTransaction: true, hazards: [alone] };
}
