import { fingerprintSync, loadModule } from "libpg-query";
import { type ParsedStatement, parseScript } from "../parse-script.ts";
import { type ScriptStatement, splitScript } from "../split-script.ts";

/** Postgres' parser, wherever it runs. */
export interface SqlParser {
  /** As `parseScript`; rejects with `sql`, and away from this thread with `tooLarge`, `timeout` and `cancelled`. */
  parse(script: string, signal?: AbortSignal): Promise<readonly ParsedStatement[]>;
  /** As `splitScript`. */
  split(sql: string, signal?: AbortSignal): Promise<readonly ScriptStatement[]>;
  /** The same for statements that differ in their constants only; of a text that the parser takes. */
  fingerprint(sql: string, signal?: AbortSignal): Promise<string>;
}

/** Runs on the thread that asks, which does nothing else meanwhile: for short texts, for scripts of our own, and tests. */
export const parserInPlace: SqlParser = {
  parse: (script) => parseScript(script),
  split: (sql) => splitScript(sql),
  fingerprint: async (sql) => {
    await loadModule();
    return fingerprintSync(sql);
  },
};
