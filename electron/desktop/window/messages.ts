import {
  BrowserWindow,
  type IpcMain,
  type IpcMainEvent,
  type IpcMainInvokeEvent,
  type MessagePortMain,
  type WebContents,
} from "electron";
import { AppError } from "../../../shared/ipc/app-error.ts";
import type { TopicName, Topics } from "../../../shared/ipc/topics.ts";
import type { WireResponse } from "../../../shared/ipc/wire.ts";
import type { App } from "../../app/app.ts";
import { channels } from "../preload/channels.ts";
import { UtilityDatabaseProcess } from "../process/utility-database-process.ts";
import { isTrustedSender } from "../security/sender.ts";
import { Documents } from "./documents.ts";

/** The line between windows and the app. */
export interface WindowMessages {
  /** Tells every page, or the one named. */
  emit<Name extends TopicName>(topic: Name, payload: Topics[Name], clientId?: string): void;
  /** The page of a window is gone: what it left running is cancelled. */
  forget(contents: WebContents): void;
}

/** Listens to our own pages. A page may speak before the app is ready; its requests wait for `app`. */
export function listenToWindows(ipcMain: IpcMain, app: Promise<App>, log: (line: string) => void): WindowMessages {
  const documents = new Documents((clientId) => {
    app.then(
      (ready) => ready.forgetClient(clientId),
      () => undefined, // the app never started: the host shows that
    );
  });

  ipcMain.handle(channels.request, async (event, documentId: unknown, request: unknown): Promise<WireResponse> => {
    const clientId = isTrusted(event) ? documents.enter(event.sender.id, documentId) : null;
    if (clientId === null) {
      log("A message of a foreign frame was refused.");
      const refusal = new AppError("refused", "Only Steward's own page may ask.");
      return { ok: false, error: refusal.toWire() };
    }
    return await (await app).handle(clientId, request);
  });

  ipcMain.on(channels.dataPort, (event, request: unknown) => {
    const [port] = event.ports;
    if (!port) return;
    const { documentId, connectionId } = readDataPortRequest(request);
    const clientId = isTrusted(event) ? documents.enter(event.sender.id, documentId) : null;
    if (clientId === null || connectionId === null) return port.close();
    handOver(app, connectionId, clientId, port).catch((error: unknown) => {
      log(`A data port was not attached: ${String(error)}`);
      port.close(); // the page sees its end close and says so
    });
  });

  return {
    emit: (topic, payload, clientId) => {
      for (const { webContents } of BrowserWindow.getAllWindows()) {
        if (clientId === undefined || documents.isCurrent(webContents.id, clientId))
          webContents.send(channels.topic, topic, payload);
      }
    },
    forget: (contents) => documents.leave(contents.id),
  };
}

function isTrusted(event: IpcMainEvent | IpcMainInvokeEvent): boolean {
  return isTrustedSender(event.senderFrame, event.sender.mainFrame);
}

function readDataPortRequest(request: unknown): { readonly documentId: unknown; readonly connectionId: string | null } {
  if (typeof request !== "object" || request === null || !("documentId" in request) || !("connectionId" in request))
    return { documentId: null, connectionId: null };
  const { documentId, connectionId } = request;
  return { documentId, connectionId: typeof connectionId === "string" ? connectionId : null };
}

async function handOver(
  app: Promise<App>,
  connectionId: string,
  clientId: string,
  port: MessagePortMain,
): Promise<void> {
  const process = (await app).databaseProcess(connectionId);
  if (!(process instanceof UtilityDatabaseProcess)) throw new Error(`connection ${connectionId} has no process`);
  process.attach(clientId, port);
}
