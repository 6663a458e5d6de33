import { createInterface } from "node:readline";
import type { Readable } from "node:stream";

/**
 * Calls `onLine` for each line of a stream, the unfinished last one as well. A stream that breaks ends the lines and
 * nothing else: the reader of lines repeats the stream's error as its own, and nobody would hear that one.
 */
export function readLines(stream: Readable, onLine: (line: string) => void): void {
  const lines = createInterface({ input: stream });
  lines.on("line", onLine);
  lines.on("error", () => lines.close());
}
