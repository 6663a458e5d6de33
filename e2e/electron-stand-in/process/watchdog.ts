// Runs Chromium, and ends it when the stand-in is gone, also by kill -9: then this process's standard input closes.
import { spawn } from "node:child_process";
import { rmSync } from "node:fs";

const [temporaryFolders = "[]", executable = "", ...chromiumArguments] = process.argv.slice(2);
const chromium = spawn(executable, chromiumArguments, { detached: true, stdio: ["ignore", "ignore", "inherit"] });

function end(code: number): void {
  try {
    if (chromium.pid) process.kill(-chromium.pid, "SIGKILL");
  } catch {
    // Its process group is gone already, which is what this is for.
  }
  // Only the stand-in passes folders here: those that it made for this run.
  for (const folder of JSON.parse(temporaryFolders) as string[])
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  process.exit(code);
}

chromium.on("error", (error) => {
  process.stderr.write(`${error.message}\n`);
  end(1);
});
chromium.on("exit", (code) => end(code ?? 1));
for (const signal of ["SIGINT", "SIGHUP", "SIGTERM"] as const) process.on(signal, () => end(0));
process.stdin.on("end", () => end(0));
process.stdin.on("error", () => end(0));
process.stdin.resume();
