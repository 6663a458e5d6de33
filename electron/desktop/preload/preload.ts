import { contextBridge, ipcRenderer } from "electron";
import { type DesktopApi, desktopApiName, isDataPortHandOver } from "../../../shared/ipc/desktop-api.ts";
import { topicNames } from "../../../shared/ipc/topics.ts";
import { channels, type DataPortRequest } from "./channels.ts";

// Main tells documents apart by this: what a page left behind is cancelled when the next one speaks.
const documentId = crypto.randomUUID();
const listeners = new Map<string, Set<(payload: unknown) => void>>(topicNames.map((name) => [name, new Set()]));

const api: DesktopApi = {
  request: (request) => ipcRenderer.invoke(channels.request, documentId, request),
  subscribe: (topic, listener) => {
    const own = listeners.get(topic);
    if (!own) throw new Error(`There is no topic ${topic}.`);
    own.add(listener);
    return () => {
      own.delete(listener);
    };
  },
};

ipcRenderer.on(channels.topic, (_event, topic: string, payload: unknown) => {
  for (const listener of [...(listeners.get(topic) ?? [])]) listener(payload);
});

window.addEventListener("message", (event) => {
  const [port] = event.ports;
  if (event.source !== window || !port || !isDataPortHandOver(event.data)) return;
  const request: DataPortRequest = { documentId, connectionId: event.data.connectionId };
  ipcRenderer.postMessage(channels.dataPort, request, [port]);
});

contextBridge.exposeInMainWorld(desktopApiName, api);
