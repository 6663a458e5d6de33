import { join } from "node:path";
import type { App } from "../app/app.ts";
import { type CommandSocket, listenOnCommandSocket } from "../app/command-socket.ts";
import { createApp } from "../app/create-app.ts";
import { acquireDataFolder } from "../storage/data-folder.ts";
import type { SecretCipher } from "../storage/vault.ts";
import { WebAccess } from "./access/web-access.ts";
import { BridgeClients } from "./bridge/bridge-clients.ts";
import { createUpgrades } from "./bridge/upgrades.ts";
import { createFileExchange } from "./files/exchange-files.ts";
import { listPageFiles } from "./page/page-files.ts";
import { servePage } from "./page/serve-page.ts";
import { ForkedDatabaseProcess } from "./process/forked-database-process.ts";
import { openWebServer } from "./web-server.ts";

/** How the browser host is started. */
export interface WebHostOptions {
  readonly dataFolder: string;
  readonly resourcesFolder: string;
  /** The built page. */
  readonly pageFolder: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly cipher: SecretCipher | null;
  /** The database process's entry. */
  readonly databaseProcess: { readonly file: string; readonly execArgv?: readonly string[] };
  /** The built entry of the parser's thread; null parses in this thread. */
  readonly parserThread: string | null;
  readonly log: (line: string) => void;
}

/** The running browser host. */
export interface WebHost {
  readonly port: number;
  readonly app: App;
  /** A link that opens the app once; the link before it is worth nothing any more. */
  issueLink(): string;
  close(): Promise<void>;
}

/**
 * Takes the data folder and the port, starts the app and serves it on 127.0.0.1. Rejects with `alreadyRunning`,
 * `portTaken`, `fileSystem` or what the app's own start rejects with; nothing is left running then.
 */
export async function startWebHost(options: WebHostOptions): Promise<WebHost> {
  const endings: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const end of endings.splice(0).reverse()) await end();
  };
  try {
    return await start(options, endings, close);
  } catch (error) {
    await close();
    throw error;
  }
}

async function start(
  options: WebHostOptions,
  endings: (() => Promise<void>)[],
  close: () => Promise<void>,
): Promise<WebHost> {
  const { dataFolder, resourcesFolder, cipher, log } = options;
  const files = await listPageFiles(options.pageFolder);
  const lock = await acquireDataFolder(dataFolder);
  endings.push(() => lock.release());
  const server = await openWebServer(options.port, (error) => log(`web: ${String(error)}`));
  endings.push(() => server.close());
  const access = await WebAccess.open(join(dataFolder, "web-sessions.json"), log);

  const fileExchange = createFileExchange(dataFolder);
  endings.push(() => fileExchange.close());

  // A process starts only on behalf of a running app.
  const started: App[] = [];
  const logOfProcess = (line: string) => log(started[0]?.redact(line) ?? line);
  const listeners: { readonly clients: BridgeClients; readonly commands: CommandSocket }[] = [];
  const app = await createApp({
    host: "web",
    dataFolder,
    resourcesFolder,
    cipher,
    startDatabaseProcess: () => new ForkedDatabaseProcess({ ...options.databaseProcess, log: logOfProcess }),
    parserThread: options.parserThread,
    chooseFile: null,
    offerFile: fileExchange.offer,
    emit: (topic, payload, clientId) => {
      for (const { clients, commands } of listeners) {
        clients.emit(topic, payload, clientId);
        commands.emit(topic, payload, clientId);
      }
    },
    log,
  });
  started.push(app);
  endings.push(() => app.close());
  const clients = new BridgeClients(app);
  endings.push(async () => clients.close());
  const commands = await listenOnCommandSocket(dataFolder, app);
  endings.push(() => commands.close());
  listeners.push({ clients, commands });
  // First of all nobody may come in any more: a page that lost its line would find an app that is closing.
  endings.push(() => server.close());

  const { port } = server;
  server.answerWith({
    request: (request, response) =>
      servePage({ files, access, port, fileExchange, opened: () => app.warmUp() }, request, response),
    upgrade: createUpgrades({ app, access, clients, port }),
  });
  return { port, app, close, issueLink: () => `http://127.0.0.1:${port}/?token=${access.issueToken()}` };
}
