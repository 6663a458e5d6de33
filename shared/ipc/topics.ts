import type { MenuCommandId } from "../commands/menu-commands.ts";
import type { DatabaseRef } from "../databases/model.ts";
import type { LostSession } from "../editor/model.ts";
import type { OperationProgress } from "./wire.ts";

/** One statement that Steward sent, for the statement log. `sql` is redacted; times are ISO 8601 UTC. */
export interface LoggedStatement {
  readonly sequence: number;
  readonly at: string;
  readonly connectionId: string;
  readonly branchId: string | null;
  readonly cause: string;
  readonly sql: string;
  readonly durationMs: number;
  readonly rows: number;
  readonly error: string | null;
}

/** State of the first-run sample workspace. `failed` carries the reason. */
export interface WorkspaceProgress {
  readonly state: "preparing" | "usable" | "complete" | "failed";
  readonly step: string;
  readonly done: number;
  readonly total: number;
  readonly error: string | null;
}

/** What main tells every window unasked: topic name -> payload. */
export interface Topics {
  readonly "operation.progress": OperationProgress;
  readonly "branches.changed": { readonly projectId: string };
  readonly "connections.changed": Record<string, never>;
  readonly "workspace.progress": WorkspaceProgress;
  readonly "statements.logged": LoggedStatement;
  /** Writes on production were unlocked or locked again. */
  readonly "sessions.changed": { readonly connectionId: string };
  readonly "databases.lost": { readonly ref: DatabaseRef; readonly message: string };
  readonly "editor.lost": LostSession;
  readonly "changes.changed": { readonly connectionId: string };
  /** Told by the bridge itself: the line to the app broke, or stands again (what was read before may be stale then). */
  readonly "bridge.connection": { readonly isConnected: boolean };
  /** A command of the native menu. */
  readonly "menu.command": { readonly command: MenuCommandId };
}

/** Name of a topic. */
export type TopicName = keyof Topics;

/** The topics, for the check at the border. */
export const topicNames = [
  "operation.progress",
  "branches.changed",
  "connections.changed",
  "workspace.progress",
  "statements.logged",
  "sessions.changed",
  "databases.lost",
  "editor.lost",
  "changes.changed",
  "bridge.connection",
  "menu.command",
] as const satisfies readonly TopicName[];
