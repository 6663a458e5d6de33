// What the editor's database tests share: an editor whose rows arrive in the test.
import type { editorContract } from "../../shared/editor/contract.ts";
import type { LostSession } from "../../shared/editor/model.ts";
import type { HistoryEntry } from "../../shared/history/model.ts";
import type { ParsedInputOf } from "../../shared/ipc/declare.ts";
import type { ConnectParameters } from "../postgres/session.ts";
import { parserInPlace } from "../sql/parser/sql-parser.ts";
import { createRowReader } from "../testing/row-reader.ts";
import { createEditorHandlers } from "./handlers.ts";

type RunInput = ParsedInputOf<(typeof editorContract)["editor.run"]>;

/** An editor over one database; the connection named `production` is one, locked unless `unlocked` has it. */
export async function createTestEditor(parametersOf: (role?: string) => ConnectParameters, askForMs = 15_000) {
  const reader = createRowReader(parametersOf);
  const kept: HistoryEntry[] = [];
  const unlocked = new Set<string>();
  const lost: LostSession[] = [];
  const handlers = createEditorHandlers({
    databases: reader.databases,
    parser: parserInPlace,
    isProduction: async ({ connectionId, branchId }) => connectionId === "production" && branchId === undefined,
    isUnlocked: () => unlocked.has("production"),
    keepRun: async (entry) => void kept.push(entry),
    askForMs,
    tellLost: (session) => lost.push(session),
  });
  const run = async (sql: string, rest: Partial<RunInput> = {}, signal?: AbortSignal) => {
    const stream = reader.openStream();
    const input = {
      ref: { connectionId: "development" },
      sessionId: "tab",
      isReadOnly: false,
      maxRows: 1_000,
      parameters: [],
      ...rest,
    };
    const outcome = await handlers["editor.run"]({ ...input, sql, stream, firstPart: 0 }, reader.context(signal));
    const parts = outcome.statements.map(({ part }) => reader.part(stream, part));
    reader.closeStream(stream);
    const results = outcome.statements.map(({ result }) =>
      result.kind === "done" ? result.end.command : result.error.code,
    );
    return { outcome, parts, results, rows: parts.map((part) => part.rows) };
  };
  const close = async () => {
    await handlers.close();
    await reader.databases.close();
  };
  return { handlers, reader, run, close, unlocked, kept, lost };
}
