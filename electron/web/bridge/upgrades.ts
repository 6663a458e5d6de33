import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import type { App } from "../../app/app.ts";
import { cookieName, isOwnHost, isOwnOrigin } from "../access/check-request.ts";
import type { WebAccess } from "../access/web-access.ts";
import { ForkedDatabaseProcess } from "../process/forked-database-process.ts";
import type { BridgeClients } from "./bridge-clients.ts";

const maxRequestBytes = 32 * 1024 * 1024;
const clientName = /^[\w-]{1,64}$/;

/** What it takes to answer requests for a WebSocket. */
export interface UpgradeServing {
  readonly app: Pick<App, "handle" | "databaseProcess">;
  readonly access: WebAccess;
  readonly clients: BridgeClients;
  readonly port: number;
}

/** Answers one upgrade request. */
export type AnswerUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => Promise<void>;

/**
 * `/bridge` is a tab's line to the app; `/data` its line to the database process of a connection, which gets the raw
 * socket, so that rows never pass through main.
 */
export function createUpgrades(serving: UpgradeServing): AnswerUpgrade {
  const { app, access, clients, port } = serving;
  const sockets = new WebSocketServer({ noServer: true, maxPayload: maxRequestBytes, perMessageDeflate: false });
  return async (request, socket, head) => {
    if (!isOwnHost(request, port)) return refuse(socket, "421 Misdirected Request");
    if (!isOwnOrigin(request)) return refuse(socket, "403 Forbidden");
    const session = access.sessionOf(request.headers.cookie, cookieName(port));
    if (session === null) return refuse(socket, "403 Forbidden");
    const { pathname, searchParams } = new URL(request.url ?? "", `http://127.0.0.1:${port}`);
    const tab = searchParams.get("client") ?? "";
    if (!clientName.test(tab)) return refuse(socket, "400 Bad Request");
    const clientId = `web-${session}-${tab}`;
    if (pathname === "/bridge")
      return sockets.handleUpgrade(request, socket, head, (webSocket) => clients.add(clientId, webSocket));
    if (pathname !== "/data") return refuse(socket, "404 Not Found");
    const connectionId = searchParams.get("connection") ?? "";
    const process = (await isKnown(app, clientId, connectionId)) ? app.databaseProcess(connectionId) : null;
    if (process instanceof ForkedDatabaseProcess)
      process.attach(clientId, request, socket as Socket); // http gives net.Sockets
    else refuse(socket, "404 Not Found");
  };
}

/** A process is started for connections that exist, and for nothing else that a page might name. */
async function isKnown(app: Pick<App, "handle">, clientId: string, connectionId: string): Promise<boolean> {
  const response = await app.handle(clientId, { channel: "connections.list", input: {} });
  if (!response.ok) return false;
  const connections = response.value as readonly { readonly id: string }[]; // what the contract declares
  return connections.some((connection) => connection.id === connectionId);
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
