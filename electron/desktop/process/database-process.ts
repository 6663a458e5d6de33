// Entry of the utility process: the sessions of one connection.
import type { MessagePortMain, ParentPort } from "electron";
import type { PortRequest } from "../../../shared/rows/stream.ts";
import { sessionJobs } from "../../app/composition/session-jobs.ts";
import type { DataPort } from "../../postgres/process/data-port.ts";
import { runDatabaseProcess } from "../../postgres/process/run.ts";
import { isDataPortAttachment } from "./process-messages.ts";

function dataPortOf(port: MessagePortMain): DataPort {
  return {
    post: (event) => port.postMessage(event),
    // Only our own bridge holds the other end; the hub ignores what it does not know.
    onRequest: (listener) => port.on("message", (event) => listener(event.data as PortRequest)),
    onClose: (listener) => port.on("close", listener),
    bufferedBytes: () => 0,
    close: () => port.close(),
  };
}

function start(parent: ParentPort): void {
  const listeners: ((message: unknown) => void)[] = [];
  const database = runDatabaseProcess(
    {
      post: (message) => parent.postMessage(message),
      onMessage: (listener) => listeners.push(listener),
    },
    sessionJobs,
  );
  parent.on("message", ({ data, ports }) => {
    const [port] = ports;
    if (port && isDataPortAttachment(data)) {
      database.attach(data.clientId, dataPortOf(port));
      port.start();
    } else for (const listener of listeners) listener(data);
  });
}

start(process.parentPort);
