import { AppError } from "../../shared/ipc/app-error.ts";
import type { PortEvent, PortRequest } from "../../shared/rows/stream.ts";
import type { Bridge, StreamListener } from "./bridge.ts";

/** The window's end of a data port. What is posted before the port is open is sent when it is. */
export interface ClientPort {
  post(request: PortRequest): void;
  close(): void;
}

/** What a port tells. `onClose` comes once, also when the port could not be opened. */
export interface ClientPortEvents {
  onEvent(event: PortEvent): void;
  onClose(): void;
}

/** Opens the data port of a connection, in whatever way the host has. */
export type OpenPort = (connectionId: string, events: ClientPortEvents) => ClientPort;

interface Stream {
  readonly listener: StreamListener;
  readonly opened: { resolve(): void; reject(error: AppError): void };
  /** The part that has begun and not ended, to be told when the port breaks. */
  part: number | null;
}

interface Port {
  readonly line: ClientPort;
  readonly streams: Map<string, Stream>;
}

/** Streams over the data ports of a window: one port per connection, opened with its first stream. */
export function createStreams(openPort: OpenPort): Bridge["openStream"] {
  const ports = new Map<string, Port>();

  const portOf = (connectionId: string): Port => {
    const known = ports.get(connectionId);
    if (known) return known;
    const streams = new Map<string, Stream>();
    const line = openPort(connectionId, {
      onEvent: (event) => deliver(port, event),
      onClose: () => {
        if (ports.get(connectionId) === port) ports.delete(connectionId);
        breakStreams(streams);
      },
    });
    const port: Port = { line, streams };
    ports.set(connectionId, port);
    return port;
  };

  return (connectionId, name, listener) =>
    new Promise((resolve, reject) => {
      const port = portOf(connectionId);
      const close = () => {
        if (port.streams.delete(name)) port.line.post({ kind: "close", stream: name });
      };
      port.streams.set(name, { listener, opened: { resolve: () => resolve(close), reject }, part: null });
      port.line.post({ kind: "open", stream: name });
    });
}

function deliver({ line, streams }: Port, event: PortEvent): void {
  const stream = streams.get(event.stream);
  if (!stream) return; // closed by the reader while this was on its way
  if (event.kind === "opened") stream.opened.resolve();
  if (event.kind === "begin") stream.part = event.part;
  if (event.kind === "end" || event.kind === "error") stream.part = null;
  const settled = (async () => stream.listener(event))();
  if (event.kind !== "page") return;
  const credit = () => {
    if (streams.get(event.stream) === stream) line.post({ kind: "credit", stream: event.stream, pages: 1 });
  };
  // A listener that throws has a bug, which the window shows; the rows behind it must not stop for that.
  void settled.finally(credit);
}

function breakStreams(streams: Map<string, Stream>): void {
  const error = new AppError("connectionLost", "The line to the rows of this connection broke.", {
    hint: "Run it again.",
  });
  for (const [name, stream] of streams) {
    stream.opened.reject(error);
    if (stream.part === null) continue;
    void stream.listener({ kind: "error", stream: name, part: stream.part, error: error.toWire() });
  }
  streams.clear();
}
