import { decode, encode } from "../wire.ts";

/** Page -> main. */
export type FromPage =
  | { readonly kind: "invoke"; readonly id: number; readonly channel: string; readonly values: readonly unknown[] }
  | {
      readonly kind: "send";
      readonly channel: string;
      readonly values: readonly unknown[];
      readonly ports: readonly string[];
    }
  | { readonly kind: "port"; readonly id: string; readonly data: unknown; readonly ports: readonly string[] }
  | { readonly kind: "portClosed"; readonly id: string };

/** Main -> page. */
export type ToPage =
  | { readonly kind: "answer"; readonly id: number; readonly value?: unknown; readonly error?: string }
  | Exclude<FromPage, { readonly kind: "invoke" }>;

type Listener = (event: { readonly ports: readonly MessagePort[] }, ...values: unknown[]) => void;

/** `ipcRenderer` of the preload, over a WebSocket to main. */
export function createIpcRenderer(url: string, portPrefix: string) {
  const line = openLine(url);
  const ports = new Map<string, MessagePort>();
  const listeners = new Map<string, Listener[]>();
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  const state = { lastId: 0 };

  const adopt = (id: string, port: MessagePort) => {
    ports.set(id, port);
    port.onmessage = (event) => line.send({ kind: "port", id, data: event.data, ports: give(event.ports) });
    port.addEventListener("close", () => {
      if (ports.delete(id)) line.send({ kind: "portClosed", id });
    });
  };
  const give = (given: readonly MessagePort[]): string[] =>
    given.map((port) => {
      const id = `${portPrefix}${++state.lastId}`;
      adopt(id, port);
      return id;
    });
  const take = (ids: readonly string[]): MessagePort[] =>
    ids.map((id) => {
      const { port1, port2 } = new MessageChannel();
      adopt(id, port2);
      return port1;
    });

  line.onMessage((message) => {
    switch (message.kind) {
      case "answer": {
        const call = waiting.get(message.id);
        waiting.delete(message.id);
        if (message.error === undefined) call?.resolve(message.value);
        else call?.reject(new Error(message.error));
        return;
      }
      case "send": {
        const event = { ports: take(message.ports) };
        for (const listener of [...(listeners.get(message.channel) ?? [])]) listener(event, ...message.values);
        return;
      }
      case "port":
        return ports.get(message.id)?.postMessage(message.data, take(message.ports));
      case "portClosed":
        ports.get(message.id)?.close();
        ports.delete(message.id);
    }
  });

  return {
    on: (channel: string, listener: Listener) => {
      listeners.set(channel, [...(listeners.get(channel) ?? []), listener]);
    },
    off: (channel: string, listener: Listener) => {
      listeners.set(
        channel,
        (listeners.get(channel) ?? []).filter((known) => known !== listener),
      );
    },
    send: (channel: string, ...values: unknown[]) => line.send({ kind: "send", channel, values, ports: [] }),
    postMessage: (channel: string, value: unknown, transfer: readonly MessagePort[] = []) =>
      line.send({ kind: "send", channel, values: [value], ports: give(transfer) }),
    invoke: (channel: string, ...values: unknown[]) => {
      const id = ++state.lastId;
      const answer = new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
      line.send({ kind: "invoke", id, channel, values });
      return answer;
    },
  };
}

function openLine(url: string) {
  const socket = new WebSocket(url);
  const early: (string | Uint8Array<ArrayBuffer>)[] = [];
  socket.binaryType = "arraybuffer";
  socket.onopen = () => {
    for (const frame of early.splice(0)) socket.send(frame);
  };
  return {
    send: (message: FromPage) => {
      const frame = encode(message);
      if (socket.readyState === WebSocket.CONNECTING) early.push(frame);
      else socket.send(frame);
    },
    onMessage: (listener: (message: ToPage) => void) => {
      // Only main holds the other end.
      socket.onmessage = (event) => listener(decode(event.data) as ToPage);
    },
  };
}
