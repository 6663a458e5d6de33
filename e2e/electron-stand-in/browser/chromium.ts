import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { DevtoolsConnection } from "./devtools.ts";
import { findChromium } from "./find-chromium.ts";

/** A running Chromium. It ends with this process, however this process ends. */
export interface Chromium {
  readonly devtools: DevtoolsConnection;
  readonly devtoolsUrl: string;
  readonly process: ChildProcess;
}

const ownSwitches: readonly (readonly [string, string])[] = [
  ["no-first-run", ""],
  ["no-default-browser-check", ""],
  ["no-startup-window", ""],
  ["disable-dev-shm-usage", ""],
  ["disable-quic", ""],
  ["disable-background-networking", ""],
  ["disable-component-update", ""],
  ["disable-sync", ""],
  ["password-store", "basic"],
  // Electron tells a page when the other end of its port is closed; plain Chromium does so behind this flag only.
  ["enable-blink-features", "MessagePortCloseEvent"],
  // Nothing of a test leaves this machine, whatever a page asks for.
  ["host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE *.localhost, EXCLUDE localhost, EXCLUDE 127.0.0.1"],
];

/** Starts Chromium under the watchdog. `temporaryFolders` are removed when it ends. */
export async function startChromium(options: {
  readonly profileFolder: string;
  readonly debuggingPort: number;
  readonly switches: ReadonlyMap<string, string>;
  readonly temporaryFolders: readonly string[];
}): Promise<Chromium> {
  const switches = new Map([...ownSwitches, ...options.switches]);
  if (process.env.STAND_IN_HEADED !== "1") switches.set("headless", "new").set("disable-gpu", "");
  if (process.getuid?.() === 0) switches.set("no-sandbox", "");
  switches.set("user-data-dir", options.profileFolder).set("remote-debugging-port", String(options.debuggingPort));
  const flags = [...switches].map(([name, value]) => (value === "" ? `--${name}` : `--${name}=${value}`));
  const watchdog = spawn(
    process.execPath,
    [join(__dirname, "watchdog.cjs"), JSON.stringify(options.temporaryFolders), findChromium(), ...flags],
    { detached: true, stdio: ["pipe", "ignore", "pipe"] },
  );
  for (const stream of watchdog.stdio) stream?.on("error", () => undefined); // its exit follows
  const devtoolsUrl = await readDevtoolsUrl(watchdog);
  return { process: watchdog, devtoolsUrl, devtools: await DevtoolsConnection.open(devtoolsUrl) };
}

function readDevtoolsUrl(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = "";
    child.stderr?.on("data", (part: Buffer) => {
      text = `${text}${part}`.slice(-20_000);
      const [, url] = /DevTools listening on (ws:\/\/\S+)/.exec(text) ?? [];
      if (url) resolve(url);
    });
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`Chromium ended with ${code} before it listened:\n${text}`)));
  });
}
