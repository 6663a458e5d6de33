import { closeSync, openSync, readSync } from "node:fs";

/** The processor time of the thread that made it. */
export interface ThreadClock {
  readMs(): number;
  close(): void;
}

/**
 * Counts what this thread itself worked: neither its waits for a processor nor the process's other threads (garbage
 * collection, WebAssembly's compiler, file work, the parser's worker), which do not keep the event loop from turning.
 * From Node 23.9 on it is `process.threadCpuUsage`; before that the kernel's schedstat on Linux; elsewhere the whole
 * process, which is never less.
 */
export function createThreadClock(): ThreadClock {
  return threadUsage() ?? scheduledTime() ?? { readMs: () => milliseconds(process.cpuUsage()), close: () => undefined };
}

function threadUsage(): ThreadClock | null {
  if (!("threadCpuUsage" in process) || typeof process.threadCpuUsage !== "function") return null;
  const { threadCpuUsage } = process;
  return { readMs: () => milliseconds(threadCpuUsage.call(process)), close: () => undefined };
}

function milliseconds({ user, system }: NodeJS.CpuUsage): number {
  return (user + system) / 1000;
}

/** Nanoseconds on a processor are the first of the file's three numbers. */
function scheduledTime(): ThreadClock | null {
  const bytes = Buffer.alloc(128);
  try {
    const file = openSync("/proc/thread-self/schedstat", "r");
    return {
      readMs: () => Number.parseInt(bytes.toString("latin1", 0, readSync(file, bytes, 0, bytes.length, 0)), 10) / 1e6,
      close: () => closeSync(file),
    };
  } catch {
    return null; // not Linux, or a kernel that does not count
  }
}
