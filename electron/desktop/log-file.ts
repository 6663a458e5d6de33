import { appendFileSync, mkdirSync, renameSync, statSync } from "node:fs";
import { dirname } from "node:path";

/** Writes one line, which is redacted already. */
export type Log = (line: string) => void;

const mostBytes = 5 * 1024 * 1024;

/**
 * The app's log: a window has no terminal, and a log id that an error shows must be found somewhere. A file that has
 * grown too large at the start is kept once as `.old`. Each line is written at once, so that a crash loses none.
 */
export function openLogFile(file: string, now: () => Date = () => new Date()): Log {
  const toTerminal = (line: string) => void process.stderr.write(`steward: ${line}\n`);
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    if (sizeOf(file) > mostBytes) renameSync(file, `${file}.old`);
  } catch (error) {
    toTerminal(`There is no log file: ${String(error)}`);
    return toTerminal;
  }
  return (line) => {
    toTerminal(line);
    try {
      appendFileSync(file, `${now().toISOString()} ${line}\n`, { mode: 0o600 });
    } catch (error) {
      toTerminal(`The log file was not written: ${String(error)}`);
    }
  };
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
