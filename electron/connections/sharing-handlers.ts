import type { connectionsContract } from "../../shared/connections/contract.ts";
import {
  type ConnectionEntry,
  losesOptions,
  readConnectionFile,
  toEntry,
  writeConnectionFile,
} from "../../shared/connections/sharing/connection-file.ts";
import {
  actionsFor,
  type ImportAction,
  type PlannedImport,
  planImport,
} from "../../shared/connections/sharing/plan-import.ts";
import { AppError } from "../../shared/ipc/app-error.ts";
import type { Handlers } from "../ipc/handlers.ts";
import type { ConnectionChange, ConnectionStore } from "./connection-store.ts";

/** What the handlers need. */
export interface SharingDependencies {
  readonly store: ConnectionStore;
  /** Ends the sessions of a connection whose fields changed. */
  readonly drain: (connectionId: string) => Promise<void>;
  readonly changed: () => void;
}

type SharingChannels = "connections.export" | "connections.planImport" | "connections.import";

/** Answers the requests about files of connections. The vault is not among what they can reach. */
export function createSharingHandlers({
  store,
  drain,
  changed,
}: SharingDependencies): Pick<Handlers<typeof connectionsContract>, SharingChannels> {
  return {
    "connections.export": async ({ ids }) => {
      const chosen = (await store.list()).filter(({ id, isSample }) => !isSample && ids.includes(id));
      const entries = chosen.flatMap((connection) => toEntry(connection) ?? []);
      return {
        text: writeConnectionFile(entries),
        withoutOptions: chosen.filter(losesOptions).map(({ name }) => name),
      };
    },
    "connections.planImport": async ({ text }) => planImport(entriesOf(text), await store.list()),
    "connections.import": async ({ text, actions }) => {
      const entries = entriesOf(text);
      const planned = planImport(entries, await store.list());
      if (actions.length !== planned.length) throw changedSince();
      const changes = planned.flatMap((plan, at) => toChange(plan, entries[at], actions[at]));
      await store.saveAll(changes);
      const changedIds = changes.flatMap(({ id }) => id ?? []);
      for (const id of changedIds) await drain(id);
      if (changes.length > 0) changed();
      return {
        added: changes.length - changedIds.length,
        changed: changedIds.length,
        skipped: planned.length - changes.length,
      };
    },
  };
}

function entriesOf(text: string): readonly ConnectionEntry[] {
  const reading = readConnectionFile(text);
  if (reading.ok) return reading.entries;
  throw new AppError("invalidInput", reading.problem, {
    hint: "Nothing was saved. A file of connections is made by “Export” in the list of connections.",
  });
}

function toChange(
  plan: PlannedImport,
  entry: ConnectionEntry | undefined,
  action: ImportAction | undefined,
): readonly ConnectionChange[] {
  if (!entry || !action || !actionsFor(plan).includes(action)) throw changedSince();
  if (action === "skip") return [];
  const fields = { ...entry, password: null, tunnelPassword: null };
  if (plan.state.kind !== "named") return [{ id: null, fields }];
  if (action === "change") return [{ id: plan.state.savedId, fields }];
  return [{ id: null, fields: { ...fields, name: plan.state.addedName } }];
}

function changedSince(): AppError {
  return new AppError("conflict", "The saved connections have changed since the file was looked at.", {
    hint: "Nothing was saved. Look at what the import would do now, and choose again.",
  });
}
