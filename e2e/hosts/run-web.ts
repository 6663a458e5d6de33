import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { hostEnvironment } from "./host.ts";
import { repositoryFolder } from "./which-electron.ts";

/** How a start of the browser host ended that was not to succeed. */
export interface FailedStart {
  readonly code: number | null;
  readonly said: string;
}

/** Starts the browser host without a browser and waits for its end; one that does start is ended after 60 s. */
export async function runWebToItsEnd(dataFolder: string, flags: readonly string[] = []): Promise<FailedStart> {
  const server = spawn(process.execPath, [join(repositoryFolder, "dist", "web", "main.cjs"), ...flags], {
    env: hostEnvironment(dataFolder, {}),
    stdio: ["ignore", "pipe", "pipe"],
    timeout: 60_000,
    killSignal: "SIGKILL",
  });
  const said: string[] = [];
  for (const stream of [server.stdout, server.stderr]) stream.on("data", (part) => said.push(String(part)));
  const [code] = await once(server, "close");
  return { code, said: said.join("") };
}
