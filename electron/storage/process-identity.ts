import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";

/** Whether a process with this id exists, be it ours or not. */
export function isProcessAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Not allowed to signal it: it is there.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** When a process started, as text that only serves to compare. Null when that cannot be found out. */
export async function findProcessStart(pid: number): Promise<string | null> {
  if (process.platform === "linux") {
    const text = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
    // The program's name is in brackets and may hold blanks; the start time is the 20th field after it.
    return text.slice(text.lastIndexOf(")") + 2).split(" ")[19] ?? null;
  }
  if (process.platform === "win32") return null;
  return await readProcessField(pid, "lstart=");
}

/** The command line of a process. Null when it is gone or cannot be read. */
export async function findCommandLine(pid: number): Promise<string | null> {
  if (process.platform === "linux") {
    const text = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
    return text === "" ? null : text.replaceAll("\0", " ").trim();
  }
  if (process.platform === "win32")
    return await runQuery("powershell.exe", [
      "-NoProfile",
      "-Command",
      `(Get-CimInstance Win32_Process -Filter 'ProcessId = ${pid}').CommandLine`,
    ]);
  return await readProcessField(pid, "command=");
}

async function readProcessField(pid: number, field: string): Promise<string | null> {
  return await runQuery("ps", ["-ww", "-p", String(pid), "-o", field]);
}

async function runQuery(program: string, args: readonly string[]): Promise<string | null> {
  return await new Promise((resolve) => {
    execFile(program, [...args], { timeout: 10_000, windowsHide: true }, (error, output) => {
      const text = output.trim();
      resolve(error || text === "" ? null : text);
    });
  });
}
