import type { Connection } from "../../../shared/connections/model.ts";
import type { DatabaseRef } from "../../../shared/databases/model.ts";
import {
  openTemplateControlPlane,
  type TemplateControlPlane,
} from "../../control-planes/template/template-control-plane.ts";
import type { ConnectParameters, StatementRecord } from "../../postgres/session.ts";
import type { ControlPlaneSource } from "./control-planes.ts";

/** What the branches of plain servers need of the app. */
export interface TemplateBranchesParts {
  readonly dataFolder: string;
  readonly listConnections: () => Promise<readonly Connection[]>;
  readonly resolve: (ref: DatabaseRef, role?: string, signal?: AbortSignal) => Promise<ConnectParameters>;
  readonly drain: (connectionId: string) => Promise<void>;
  readonly observe: (ref: DatabaseRef, record: StatementRecord) => void;
  readonly log: (line: string) => void;
}

/** Branches of the saved server connections where they were turned on: one control plane for all of them. */
export async function openTemplateBranches(
  parts: TemplateBranchesParts,
): Promise<{ readonly plane: TemplateControlPlane; readonly source: ControlPlaneSource }> {
  const plane = await openTemplateControlPlane({
    dataFolder: parts.dataFolder,
    sources: async () =>
      (await parts.listConnections())
        .filter(({ target }) => target.kind === "server" && target.branches !== undefined)
        .map(({ id, name, database, user }) => ({ connectionId: id, name, database, user })),
    parametersOf: (connectionId, signal) => parts.resolve({ connectionId }, undefined, signal),
    releaseSessions: parts.drain,
    observe: (connectionId, record) => parts.observe({ connectionId }, record),
    environment: process.env,
    log: parts.log,
  });
  const source: ControlPlaneSource = {
    planes: async () => [plane],
    find: (projectId) => (projectId.startsWith("template:") ? plane : null),
  };
  return { plane, source };
}
