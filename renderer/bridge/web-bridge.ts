import type { Bridge } from "./bridge.ts";
import { createRequests } from "./requests.ts";
import { createStreams } from "./streams.ts";
import { TopicHub } from "./topic-hub.ts";
import { type OpenLine, openBrowserLine } from "./web/line.ts";
import { openRequestLine } from "./web/request-line.ts";
import { createWebDataPorts } from "./web/web-data-port.ts";
import { webFiles } from "./web/web-files.ts";

/**
 * The bridge of a page that the browser host serves. Rejects with `connectionFailed` when the host does not answer or
 * does not know the session.
 */
export async function createWebBridge(openLine: OpenLine = openBrowserLine): Promise<Bridge> {
  const topics = new TopicHub();
  // Each page has a name of its own: tabs share the session cookie, but not their operations and rows.
  const clientId = crypto.randomUUID();
  const line = await openRequestLine(openLine, `/bridge?client=${clientId}`, topics);
  return {
    host: "web",
    files: webFiles,
    request: createRequests(line.send, topics),
    subscribe: (topic, listener) => topics.subscribe(topic, listener),
    openStream: createStreams(createWebDataPorts(openLine, clientId)),
  };
}
