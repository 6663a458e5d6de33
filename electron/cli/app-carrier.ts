import { join } from "node:path";
import type { TopicName } from "../../shared/ipc/topics.ts";
import { connectToCommandSocket } from "../app/command-socket.ts";
import { createApp } from "../app/create-app.ts";
import { commandClientId } from "../ipc/command-client.ts";
import { acquireDataFolder } from "../storage/data-folder.ts";
import { takePassphraseCipher } from "../storage/passphrase-cipher.ts";
import type { RequestCarrier, Terminal } from "./cli-context.ts";

/** What it takes to reach an app. */
export interface CarrierOptions {
  readonly dataFolder: string;
  readonly resourcesFolder: string;
  readonly terminal: Terminal;
}

/** The app that runs on this data folder, or one in this process that ends with the command. */
export async function openCarrier(options: CarrierOptions): Promise<RequestCarrier> {
  const running = await connectToCommandSocket(options.dataFolder);
  if (running)
    return {
      handle: (request) => running.handle(request),
      onEvent: (listener) => running.onEvent(listener),
      close: async () => running.close(),
    };
  return await openOwnApp(options);
}

async function openOwnApp({ dataFolder, resourcesFolder, terminal }: CarrierOptions): Promise<RequestCarrier> {
  const lock = await acquireDataFolder(dataFolder);
  const listeners: ((topic: TopicName, payload: unknown) => void)[] = [];
  try {
    const app = await createApp({
      host: "cli",
      dataFolder,
      resourcesFolder,
      cipher: takePassphraseCipher(process.env),
      startDatabaseProcess: null,
      parserThread: join(resourcesFolder, "dist", "cli", "parser-thread.cjs"),
      chooseFile: null,
      emit: (topic, payload) => {
        for (const listener of listeners) listener(topic, payload);
      },
      log: (line) => {
        if (process.env.STEWARD_DEBUG) terminal.writeError(`${line}\n`);
      },
    });
    return {
      handle: (request) => app.handle(commandClientId("own"), request),
      onEvent: (listener) => void listeners.push(listener),
      close: async () => {
        await app.close();
        await lock.release();
      },
    };
  } catch (error) {
    await lock.release();
    throw error;
  }
}
