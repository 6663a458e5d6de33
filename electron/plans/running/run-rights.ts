import type { DatabaseRef } from "../../../shared/databases/model.ts";
import { AppError } from "../../../shared/ipc/app-error.ts";
import type { ControlPlane } from "../../control-planes/control-plane.ts";
import type { PreparedStatement } from "../prepare-statement.ts";

/** Whose head a branch for a measurement would copy. */
export interface Fork {
  readonly controlPlane: ControlPlane;
  readonly projectId: string;
  readonly parentId: string;
}

/** What may be done where. */
export interface RunRights {
  /** Why nothing may be written there; null when it may. */
  readonly refuseWrite: (ref: DatabaseRef) => Promise<AppError | null>;
  /** Null where there are no branches. */
  readonly forkOf: (ref: DatabaseRef) => Promise<Fork | null>;
}

/** What is rolled back as a whole, besides the effects that are confirmed. */
const inPlace: ReadonlySet<string> = new Set(["SelectStmt", "InsertStmt", "UpdateStmt", "DeleteStmt", "MergeStmt"]);

/** Why a statement that writes is not measured in place, however much is confirmed; null when it may be. */
export async function refuseHere(
  { refuseWrite }: RunRights,
  ref: DatabaseRef,
  { node, command }: PreparedStatement,
): Promise<AppError | null> {
  if (!Object.keys(node).some((kind) => inPlace.has(kind)) || makesTable(node))
    return new AppError("refused", `${command} is measured on a branch only.`, {
      hint: "Explain it without running it, or run it on a branch.",
    });
  return await refuseWrite(ref);
}

function makesTable(node: PreparedStatement["node"]): boolean {
  return "SelectStmt" in node && node.SelectStmt.intoClause !== undefined;
}
