import { AppError, isAppError } from "../../../shared/ipc/app-error.ts";
import type { JobSession } from "../../postgres/copy/session-jobs.ts";
import { classifyStatement } from "../../sql/classify-statement.ts";
import { parseScript } from "../../sql/parse-script.ts";
import type { SideScript } from "./side.ts";

/**
 * Runs scripts in an empty database, each in one transaction as far as its statements let it. Rejects with `sql` for the
 * statement that the server refuses, naming script and line.
 */
export async function runScripts(session: JobSession, scripts: readonly SideScript[]): Promise<void> {
  for (const { name, sql } of scripts) {
    let isOpen = false;
    for (const statement of await parseNamed(name, sql)) {
      const { isTransactional, isTransactionControl } = classifyStatement(statement.node);
      if (isTransactionControl) continue;
      if (isTransactional !== isOpen) {
        await session.query(isTransactional ? "BEGIN" : "COMMIT");
        isOpen = isTransactional;
      }
      await session.query(statement.sql).catch((error: unknown) => {
        throw named(error, `${name}, line ${statement.line}`);
      });
    }
    if (isOpen) await session.query("COMMIT");
    // A script's settings are its own; the role is not one of them.
    await session.query("RESET ALL");
  }
}

async function parseNamed(name: string, sql: string): ReturnType<typeof parseScript> {
  try {
    return await parseScript(sql.replace(/^\uFEFF/, ""));
  } catch (error) {
    throw named(error, name);
  }
}

function named(error: unknown, place: string): unknown {
  if (!isAppError(error, "sql")) return error;
  const { postgres, hint } = error.details;
  return new AppError("sql", `${place}: ${error.message}`, {
    ...(postgres === undefined ? {} : { postgres }),
    hint:
      hint ??
      "Scripts run in an empty database: together they have to make everything that they use. Extensions are those of the scratch server.",
  });
}
