import type { BranchCapability, ControlPlaneCapabilities } from "../../../shared/branches/model.ts";
import { AppError } from "../../../shared/ipc/app-error.ts";

const noHistory = "A plain server keeps no history: a branch is a copy of what is there now.";

/** What databases of one plain server can and cannot do as branches. `schemaOnly` depends on which pg_dump is installed. */
export const templateCapabilities: ControlPlaneCapabilities = {
  kind: "template",
  missing: {
    suspend: "All branches are databases of one server, which Steward neither starts nor stops.",
    branchFromTime: noHistory,
    branchFromLsn: noHistory,
    anonymised: "Columns are masked by Neon only. Make a branch of the schema, and fill it with rows of your own.",
    restore: `${noHistory} Reset a branch from its parent instead, or make one before you change something.`,
    snapshots: `${noHistory} A branch without a time to live is what comes nearest.`,
    setDefault: "The default branch is the database that the connection names; change it there.",
    pooled: "A plain server has no pooler that Steward knows of.",
    usage: "A plain server does not count what its databases use.",
    computeSize: "All branches are databases of one server, whose size is not Steward's to change.",
    snapshotSchedule: `${noHistory} A branch without a time to live is what comes nearest.`,
    masking: "Columns are masked by Neon only. Make a branch of the schema, and fill it with rows of your own.",
    restoreSnapshotOver: `${noHistory} Reset a branch from its parent instead.`,
  },
  hasOwnRoles: false,
};

/** The capabilities of one project: without a fitting pg_dump there is no branch of the schema alone. */
export function capabilitiesOf(whyNoDump: string | null): ControlPlaneCapabilities {
  if (whyNoDump === null) return templateCapabilities;
  return { ...templateCapabilities, missing: { ...templateCapabilities.missing, schemaOnly: whyNoDump } };
}

/** Refuses what template databases lack, with the reason that the screens show. */
export function refuseMissing(capability: BranchCapability): never {
  throw new AppError("unsupported", templateCapabilities.missing[capability] ?? "A plain server cannot do this.");
}
