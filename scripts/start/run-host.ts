import { type ChildProcess, spawn } from "node:child_process";

/** How a host ended: its exit code (null when a signal ended it), and how long it ran. */
export interface HostEnd {
  readonly code: number | null;
  readonly ranMs: number;
}

/** Runs a host in front, with our terminal; what would end us is passed on, so that it can end in order. */
export async function runHost(
  program: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
): Promise<HostEnd> {
  const startedAt = performance.now();
  const child = spawn(program, args, { stdio: "inherit", env: environment });
  const stopForwarding = forwardSignals(child);
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.on("error", reject);
      child.on("exit", resolve);
    });
    return { code, ranMs: performance.now() - startedAt };
  } finally {
    stopForwarding();
  }
}

function forwardSignals(child: ChildProcess): () => void {
  // Ctrl-C reaches the host by itself, as a member of the terminal's group; sent twice it would mean "at once".
  const ignore = () => undefined;
  const end = () => void child.kill("SIGTERM");
  process.on("SIGINT", ignore);
  process.on("SIGTERM", end);
  process.on("SIGHUP", end);
  return () => {
    process.off("SIGINT", ignore);
    process.off("SIGTERM", end);
    process.off("SIGHUP", end);
  };
}
