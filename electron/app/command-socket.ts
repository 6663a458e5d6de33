import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { connect, createServer, type Server, type Socket } from "node:net";
import { join } from "node:path";
import { AppError } from "../../shared/ipc/app-error.ts";
import type { TopicName, Topics } from "../../shared/ipc/topics.ts";
import type { LineMessage, LineRequest, WireRequest, WireResponse } from "../../shared/ipc/wire.ts";
import { commandClientId } from "../ipc/command-client.ts";
import { readLines } from "../ipc/read-lines.ts";
import type { App } from "./app.ts";

/**
 * The command line talks to a running app through a socket in the data folder: only one process may hold the embedded
 * clusters. One JSON message per line; the socket is the user's own (0600), so whoever may read the vault may use it.
 */
export interface CommandSocket {
  /** Tells every connected command line, or only the one named. */
  emit<Name extends TopicName>(topic: Name, payload: Topics[Name], clientId?: string): void;
  close(): Promise<void>;
}

/** Where the socket of a data folder is: a file, or a named pipe on Windows. */
export function commandSocketPath(dataFolder: string): string {
  if (process.platform !== "win32") return join(dataFolder, "steward.sock");
  return `\\\\.\\pipe\\steward-${Buffer.from(dataFolder.toLowerCase()).toString("hex").slice(-80)}`;
}

/** Starts to listen. The caller holds the data folder, so a socket file that is there is a leftover. */
export async function listenOnCommandSocket(
  dataFolder: string,
  app: Pick<App, "handle" | "forgetClient">,
): Promise<CommandSocket> {
  const path = commandSocketPath(dataFolder);
  if (process.platform !== "win32") await rm(path, { force: true });
  const sockets = new Map<Socket, string>();
  const server = createServer((socket) => {
    const clientId = commandClientId(randomUUID());
    sockets.set(socket, clientId);
    socket.on("close", () => sockets.delete(socket));
    serve(socket, clientId, app);
  });
  await listen(server, path);
  return {
    emit: (topic, payload, only) => {
      for (const [socket, clientId] of sockets)
        if (only === undefined || only === clientId) send(socket, { kind: "event", topic, payload });
    },
    close: async () => {
      for (const socket of sockets.keys()) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

async function listen(server: Server, path: string): Promise<void> {
  const listening = new Promise<void>((resolve, reject) => {
    // Stays: a command line that could not be let in (too many open files) finds no app, which does not harm the others.
    server.on("error", reject);
    server.once("listening", resolve);
  });
  // The socket's file is made inside this call, with the process's mask: nobody else may connect, not even for an instant.
  const mask = process.platform === "win32" ? null : process.umask(0o177);
  try {
    server.listen(path);
  } finally {
    if (mask !== null) process.umask(mask);
  }
  await listening;
}

function serve(socket: Socket, clientId: string, app: Pick<App, "handle" | "forgetClient">): void {
  // A command line that was killed needs no answer.
  socket.on("error", () => socket.destroy());
  socket.on("close", () => app.forgetClient(clientId));
  readLines(socket, (line) => {
    const message = parseLine(line);
    if (!message) return void socket.destroy();
    const { id, request } = message;
    void app.handle(clientId, request).then((response) => send(socket, { kind: "answer", id, response }));
  });
}

function parseLine(line: string): { readonly id: number; readonly request: unknown } | null {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value !== "object" || value === null || !("id" in value) || !("request" in value)) return null;
    return typeof value.id === "number" ? { id: value.id, request: value.request } : null;
  } catch {
    return null; // not our command line: the caller hangs up
  }
}

function send(socket: Socket, message: LineMessage): void {
  if (socket.writable) socket.write(`${JSON.stringify(message)}\n`);
}

/** The command line's end. */
export interface CommandClient {
  handle(request: WireRequest): Promise<WireResponse>;
  onEvent(listener: (topic: TopicName, payload: unknown) => void): void;
  close(): void;
}

/** Connects to the app that holds the data folder; null when none answers there. */
export async function connectToCommandSocket(dataFolder: string): Promise<CommandClient | null> {
  const socket = connect(commandSocketPath(dataFolder));
  const isConnected = await new Promise<boolean>((resolve) => {
    socket.once("connect", () => resolve(true));
    socket.once("error", () => resolve(false));
  });
  return isConnected ? createCommandClient(socket) : null;
}

/** Null for half a line, the last word of an app that was killed. */
function parseAnswer(line: string): LineMessage | null {
  try {
    return JSON.parse(line) as LineMessage; // the app that holds our own data folder wrote it
  } catch {
    return null;
  }
}

function createCommandClient(socket: Socket): CommandClient {
  const waiting = new Map<number, { resolve(response: WireResponse): void; reject(error: AppError): void }>();
  const listeners: ((topic: TopicName, payload: unknown) => void)[] = [];
  let lastId = 0;
  socket.on("error", () => socket.destroy());
  socket.on("close", () => {
    const gone = new AppError("connectionLost", "The running app ended before it answered.", {
      hint: "Start it again and look at what was done before you repeat the command.",
    });
    for (const { reject } of waiting.values()) reject(gone);
    waiting.clear();
  });
  readLines(socket, (line) => {
    const message = parseAnswer(line);
    if (!message) return void socket.destroy();
    if (message.kind === "event") {
      const topic = message.topic as TopicName; // the app sends what `Topics` declares
      for (const listener of listeners) listener(topic, message.payload);
    } else {
      waiting.get(message.id)?.resolve(message.response);
      waiting.delete(message.id);
    }
  });
  return {
    handle: (request) => {
      const id = ++lastId;
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        socket.write(`${JSON.stringify({ id, request } satisfies LineRequest)}\n`);
      });
    },
    onEvent: (listener) => listeners.push(listener),
    close: () => socket.destroy(),
  };
}
