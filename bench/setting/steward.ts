import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Browser, Page } from "@playwright/test";
import { defaultViewport, hostEnvironment } from "../../e2e/hosts/host.ts";
import { repositoryFolder } from "../../e2e/hosts/which-electron.ts";
import { type CommandClient, connectToCommandSocket } from "../../electron/app/command-socket.ts";
import type { EventLoopDelay } from "../../shared/ipc/diagnostics.ts";
import type { LoggedStatement } from "../../shared/ipc/topics.ts";
import type { OwnServer } from "./own-server.ts";

/** The browser host, running from the build. */
export interface Steward {
  /** The main process. */
  readonly pid: number;
  /** When it was spawned, by `performance.now()`, and how long it took to print its link. */
  readonly startedAt: number;
  readonly readyMs: number;
  /** Opens the printed link in a context of its own, or in a page that is there; once per start. */
  openPage(browser: Browser): Promise<Page>;
  openIn(page: Page): Promise<void>;
  /** Saves a connection to a server, as the connection dialog does. */
  connectTo(server: OwnServer, name: string): Promise<void>;
  /** The newest statements that the app sent, as its statement log has them. */
  readStatements(): Promise<readonly LoggedStatement[]>;
  readEventLoop(reset: boolean): Promise<EventLoopDelay>;
  end(): Promise<void>;
}

/** Starts `dist/web/main.cjs` on a data folder. */
export async function startSteward(dataFolder: string): Promise<Steward> {
  const entry = join(repositoryFolder, "dist", "web", "main.cjs");
  if (!existsSync(entry)) throw new Error("There is no build to measure: npm run build makes it.");
  const startedAt = performance.now();
  const child = spawn(process.execPath, [entry], {
    env: hostEnvironment(dataFolder, {}),
    stdio: ["pipe", "pipe", "inherit"],
  });
  // A measurement that breaks off leaves no server behind.
  const endWithUs = () => child.kill("SIGTERM");
  process.once("exit", endWithUs);
  child.once("exit", () => process.removeListener("exit", endWithUs));
  const link = await readLink(child);
  const readyMs = performance.now() - startedAt;
  const commands = await connectToCommandSocket(dataFolder);
  if (!commands || child.pid === undefined) throw new Error("Steward printed its link and does not answer.");
  return {
    pid: child.pid,
    startedAt,
    readyMs,
    openPage: async (browser) => {
      const context = await browser.newContext({ viewport: defaultViewport });
      const page = await context.newPage();
      await openLink(page, link);
      return page;
    },
    openIn: (page) => openLink(page, link),
    connectTo: async ({ parameters: { host, port, database, user, password } }, name) => {
      const address = { host, port, tls: "disable", database, user, password };
      const fields = { name, environment: "development", ...address };
      await ask(commands, "connections.save", { id: null, fields });
    },
    // The contracts declare the answers.
    readStatements: async () =>
      (await ask(commands, "statements.list", { connectionId: null, limit: 2000 })) as readonly LoggedStatement[],
    readEventLoop: async (reset) => (await ask(commands, "diagnostics.eventLoop", { reset })) as EventLoopDelay,
    end: async () => {
      commands.close();
      const hasEnded = once(child, "exit");
      child.kill("SIGTERM");
      await hasEnded;
    },
  };
}

async function openLink(page: Page, link: string): Promise<void> {
  // What tsx makes of a function calls this by name, also where Playwright sends it.
  await page.addInitScript("globalThis.__name = (value) => value");
  await page.goto(link);
}

async function readLink(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error("The output of Steward is not piped.");
  for await (const line of createInterface({ input: child.stdout })) {
    const [link] = /http:\/\/127\.0\.0\.1:\d+\/\S+/.exec(line) ?? [];
    if (!link) continue;
    child.stdout.resume();
    return link;
  }
  throw new Error("Steward ended before it gave a link.");
}

async function ask(commands: CommandClient, channel: string, input: object): Promise<unknown> {
  const response = await commands.handle({ channel, input });
  if (!response.ok) throw new Error(`${channel}: ${response.error.message}`);
  return response.value;
}
