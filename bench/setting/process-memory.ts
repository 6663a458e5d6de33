import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** Resident memory of a process in MB, as the system counts it. */
export function readMemoryMb(pid: number): number {
  const kib =
    process.platform === "linux"
      ? /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]
      : execFileSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" }).trim();
  if (!kib) throw new Error(`Process ${pid} has no memory: has it ended?`);
  return Number(kib) / 1024;
}

/** Looks at a process every 50 ms; the result of the end is the most that was seen. */
export function watchMemory(pid: number): { end(): number } {
  const state = { most: readMemoryMb(pid) };
  const timer = setInterval(() => {
    state.most = Math.max(state.most, readMemoryMb(pid));
  }, 50);
  return {
    end: () => {
      clearInterval(timer);
      return Math.max(state.most, readMemoryMb(pid));
    },
  };
}
