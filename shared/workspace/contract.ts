import { z } from "zod";
import { declareRequest } from "../ipc/declare.ts";
import type { WorkspaceProgress } from "../ipc/topics.ts";

/** A query that comes with the sample workspace; `note` says what it shows. */
export interface SampleQuery {
  readonly title: string;
  readonly note: string;
  readonly sql: string;
}

/** Names a piece of the window's own state (layout, drafts): one file each in the data folder. */
const stateKey = z.string().regex(/^[\w-][\w.-]{0,99}$/);

/** Requests about the workspace: first run, and what a window must find again after a crash. */
export const workspaceContract = {
  /** How far the sample workspace is; also told by the topic `workspace.progress`. */
  "workspace.progress": declareRequest<WorkspaceProgress>()(z.strictObject({})),
  /** Tries again to make the sample workspace after it failed. */
  "workspace.retry": declareRequest<WorkspaceProgress>()(z.strictObject({})),
  /** What `writeState` kept last under this key; null when nothing. */
  "workspace.readState": declareRequest<string | null>()(z.strictObject({ key: stateKey })),
  /** Keeps a text so that a kill right after the answer does not lose it. Null removes it. */
  "workspace.writeState": declareRequest<null>()(
    z.strictObject({ key: stateKey, text: z.string().max(4_194_304).nullable() }),
  ),
  /** Queries that come with a sample connection; none for other connections. */
  "workspace.sampleQueries": declareRequest<readonly SampleQuery[]>()(
    z.strictObject({ connectionId: z.string().min(1).max(100) }),
  ),
};
