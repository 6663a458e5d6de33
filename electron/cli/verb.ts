import type { Command } from "commander";
import { Option } from "commander";
import type { CliContext, ExitCode, Terminal } from "./cli-context.ts";

/** What a verb may use to do its work. */
export interface Cli {
  readonly terminal: Terminal;
  /** Steward's own. */
  readonly version: string;
  readonly dataFolder: string;
  readonly resourcesFolder: string;
  /** Aborts when the user interrupts. */
  readonly signal: AbortSignal;
  /** Runs `work` with the app (the running one, or one of its own), reports errors, and sets the exit code. */
  withApp(work: (context: CliContext) => Promise<ExitCode>): Promise<void>;
  /** The same for work that needs no app. */
  alone(work: () => Promise<ExitCode>): Promise<void>;
}

/** Adds one verb, or one group of verbs, to the program: one file and one line in the registry. */
export type RegisterVerb = (program: Command, cli: Cli) => void;

/** `--format table|json`, as every list has it. */
export function formatOption(): Option {
  return new Option("--format <format>", "how to print").choices(["table", "json"]).default("table");
}
