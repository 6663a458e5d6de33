import { join } from "node:path";
import type { Environment } from "../../shared/connections/model.ts";
import type { DatabaseRef, ObjectName } from "../../shared/databases/model.ts";
import type { editsContract } from "../../shared/edits/contract.ts";
import type { EditableTable } from "../../shared/edits/model.ts";
import { AppError } from "../../shared/ipc/app-error.ts";
import type { Handlers } from "../ipc/handlers.ts";
import type { Databases } from "../postgres/databases.ts";
import { changeSql, withConstants } from "./change-sql.ts";
import { checkValues } from "./check-values.ts";
import { commitChanges } from "./commit-changes.ts";
import { OpenCommits } from "./open-commits.ts";
import { readWritableTable } from "./read-table.ts";
import { findResultTable, inResult } from "./result-table.ts";

/** What the handlers need. */
export interface EditsDependencies {
  readonly databases: Databases;
  /** Where the SQL that takes a commit back is kept. */
  readonly undoFolder: string;
  /** Why nothing may be written there; null when it may. */
  readonly refuseWrite: (ref: DatabaseRef) => Promise<AppError | null>;
  /** How long a commit whose answer is lost waits to hear what became of it (default 8 s). */
  readonly askForMs?: number;
}

/** Answers the requests about staged changes. Only `edits.commit` writes. */
export function createEditsHandlers(needs: EditsDependencies): Handlers<typeof editsContract> {
  const { databases, undoFolder, refuseWrite } = needs;
  const openCommits = new OpenCommits(join(undoFolder, "open"));
  const read = (ref: DatabaseRef, name: ObjectName, signal: AbortSignal) =>
    databases.read(ref, "edits: table", (session) => readWritableTable(session, name), { signal });
  const describeTable = async (ref: DatabaseRef, name: ObjectName, signal: AbortSignal): Promise<EditableTable> => {
    const { columns, ...may } = await read(ref, name, signal);
    const refusal = await refuseWrite(ref);
    return {
      ...may,
      columns: columns.map(({ castType: _cast, hasEquality: _equality, ...column }) => column),
      readOnlyReason: refusal?.message ?? null,
    };
  };
  return {
    "edits.table": ({ ref, schema, name }, { signal }) => describeTable(ref, { schema, name }, signal),
    "edits.result": async ({ ref, ...asked }, { signal }) => {
      const found = await databases.read(ref, "edits: result", (session) => findResultTable(session, asked), {
        signal,
      });
      if (found.kind === "fixed") return found;
      const { numbers, ...result } = found;
      return { ...result, table: inResult(await describeTable(ref, result, signal), asked.columns, numbers) };
    },
    "edits.check": async ({ ref, schema, name, values }, { signal }) =>
      await checkValues({ databases, ref, table: await read(ref, { schema, name }, signal), signal }, values),
    "edits.preview": async ({ ref, schema, name, changes }, { signal }) => {
      const table = await read(ref, { schema, name }, signal);
      return changes.map((change) => `${withConstants((bind) => changeSql({ schema, name }, table, change, bind))};`);
    },
    "edits.doubt": async ({ ref, schema, name }) => await openCommits.find(ref, { schema, name }),
    "edits.settle": async ({ ref, schema, name }) => {
      await openCommits.settle(ref, { schema, name });
      return null;
    },
    "edits.commit": async ({ ref, schema, name, changes }, { signal }) => {
      const refusal = await refuseWrite(ref);
      if (refusal) throw refusal;
      const table = await read(ref, { schema, name }, signal);
      const target = { ref, name: { schema, name }, table, changes };
      const { askForMs = 8_000 } = needs;
      return await commitChanges({ ...target, databases, undoFolder, openCommits, askForMs, signal });
    },
  };
}

/** The refusal on a locked environment, whose rows are changed by migrations, on branches, or after it was unlocked. */
export function lockedIsReadOnly(environment: Environment): AppError {
  const name = environment.charAt(0).toUpperCase() + environment.slice(1);
  return new AppError("readOnly", `${name} is read-only.`, {
    hint: "Unlock writes with a reason, try the change on a branch, or write a migration.",
  });
}
