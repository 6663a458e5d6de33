import { connect as connectTls, type TLSSocket } from "node:tls";
import { ServerSession } from "../../control-planes/neon-api/data-plane/pooler/server-session.ts";
import { writeMessage } from "../../control-planes/neon-api/data-plane/protocol/error-response.ts";
import { askForTls, dial } from "../../control-planes/neon-api/data-plane/upstream.ts";
import type { ConnectParameters } from "../../postgres/session.ts";

/** A client that sends the protocol's own messages, as no driver would. */
export interface RawClient {
  readonly socket: TLSSocket;
  /** Sends messages and a Sync; gives the types of what is answered, and an error's code. */
  talk(...messages: readonly Buffer[]): Promise<string>;
  close(): void;
}

const nothing = Buffer.alloc(0);
const none = Buffer.alloc(2);
const text = (...parts: readonly (string | Buffer)[]) =>
  Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(`${part}\0`) : part)));

/** Messages of the extended protocol. */
export const rawMessages = {
  query: (sql: string) => writeMessage("Q", text(sql)),
  parse: (name: string, sql: string) => writeMessage("P", text(name, sql, none)),
  bind: (name: string) => writeMessage("B", text("", name, none, none, none)),
  execute: writeMessage("E", text("", Buffer.alloc(4))),
  forget: (name: string) => writeMessage("C", Buffer.concat([Buffer.from("S"), text(name)])),
  sync: writeMessage("S", nothing),
  /** Rows of a COPY and their end. */
  rows: (copied: string) => Buffer.concat([writeMessage("d", Buffer.from(copied)), writeMessage("c", nothing)]),
};

/** Logs in over TLS through the data plane. */
export async function openRawClient(parameters: ConnectParameters): Promise<RawClient> {
  const { host: servername, port, database, user, password = "", rootCertificate = "" } = parameters;
  const socket = await dial(port);
  await askForTls(socket);
  const secured = connectTls({ socket, servername, ca: rootCertificate });
  secured.on("error", () => undefined);
  await new Promise((resolve) => secured.once("secureConnect", resolve));
  const startup = { user, database, settings: new Map<string, string>() };
  const session = await ServerSession.open({ socket: secured, port }, startup, password);
  const talk = async (...messages: readonly Buffer[]): Promise<string> =>
    await new Promise((resolve) => {
      let seen = "";
      session.taker = {
        onBytes: () => undefined,
        onMessage: (type, message) => {
          seen += type === "E" ? `E${/\0C(\w{5})/.exec(message.toString("latin1"))?.[1]} ` : type;
          if (type === "Z") resolve(seen);
        },
      };
      secured.write(Buffer.concat([...messages, rawMessages.sync]));
    });
  return { socket: secured, talk, close: () => void secured.destroy() };
}
