import { AppError } from "../../shared/ipc/app-error.ts";
import { type DesktopApi, desktopApiName } from "../../shared/ipc/desktop-api.ts";
import { topicNames } from "../../shared/ipc/topics.ts";
import type { Bridge } from "./bridge.ts";
import { createDesktopDataPorts, type HandOverPort, handOverByWindow } from "./desktop-data-port.ts";
import { createRequests, type SendRequest } from "./requests.ts";
import { createStreams } from "./streams.ts";
import { TopicHub } from "./topic-hub.ts";

/** What the preload of the desktop host gave this page; null in a browser. */
export function findDesktopApi(): DesktopApi | null {
  // Only our own preload defines this name, before any script of the page runs.
  const api = (globalThis as { readonly [desktopApiName]?: DesktopApi })[desktopApiName];
  return api ?? null;
}

/** The bridge of a page that the desktop host shows. Throws where there is none (see `findDesktopApi`). */
export function createDesktopBridge(
  api: DesktopApi | null = findDesktopApi(),
  handOver: HandOverPort = handOverByWindow,
): Bridge {
  if (!api) throw new Error("This page is not shown by the desktop host.");
  const topics = new TopicHub();
  for (const topic of topicNames) api.subscribe(topic, (payload) => topics.receive(topic, payload));
  const send: SendRequest = async (request) => {
    try {
      return await api.request(request);
    } catch (error) {
      throw new AppError("connectionLost", `Steward's main process did not answer: ${messageOf(error)}`, {
        hint: "Look at what was done before you repeat a change. If this happens again, start Steward anew.",
      });
    }
  };
  return {
    host: "desktop",
    files: null,
    request: createRequests(send, topics),
    subscribe: (topic, listener) => topics.subscribe(topic, listener),
    openStream: createStreams(createDesktopDataPorts(handOver)),
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
