import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TLSSocket } from "node:tls";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { TlsMode } from "../../../shared/connections/model.ts";
import { openTransport } from "./transport.ts";

const servers: Server[] = [];
const sockets: Socket[] = [];

/** A server that hands each connection to `accept` once the first bytes arrived. */
async function listen(accept: (socket: Socket, first: Buffer) => void): Promise<number> {
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on("error", () => undefined);
    socket.once("data", (first: Buffer) => accept(socket, first));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return typeof address === "object" && address ? address.port : 0;
}

afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
  for (const server of servers.splice(0)) server.close();
});

function makeCertificate(folder: string, name: string): { key: string; cert: string } {
  const [key, cert] = [join(folder, `${name}.key`), join(folder, `${name}.crt`)];
  const request = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", `/CN=${name}`];
  const extension = ["-addext", `subjectAltName=DNS:${name}`, "-keyout", key, "-out", cert];
  execFileSync("openssl", [...request, ...extension], { stdio: "ignore" });
  return { key: readFileSync(key, "utf8"), cert: readFileSync(cert, "utf8") };
}

function hasOpenssl(): boolean {
  try {
    execFileSync("openssl", ["version"], { stdio: "ignore" });
    return true;
  } catch {
    return false; // shown as a skipped suite
  }
}

describe.skipIf(!hasOpenssl())("TLS", () => {
  let folder: string;
  let right: { key: string; cert: string };
  let other: { key: string; cert: string };
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "steward-tls-"));
    right = makeCertificate(folder, "localhost");
    other = makeCertificate(folder, "elsewhere.example");
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const secureServer = (identity: { key: string; cert: string }) =>
    listen((socket) => {
      socket.write("S");
      const secured = new TLSSocket(socket, { isServer: true, ...identity });
      secured.on("error", () => undefined);
    });
  const attempt = async (identity: { key: string; cert: string }, tls: TlsMode, root?: string) => {
    const port = await secureServer(identity);
    const trust = root === undefined ? {} : { rootCertificate: root };
    return await openTransport({ host: "localhost", port, tls, ...trust }, 3_000).then(
      (transport) => {
        transport.socket.destroy();
        return transport.isVerified ? "verified" : "unverified";
      },
      (error: { code?: string }) => error.code,
    );
  };

  it("means exactly what its mode says", async () => {
    expect({
      fullWithRoot: await attempt(right, "verify-full", right.cert),
      fullWithoutRoot: await attempt(right, "verify-full"),
      fullOtherName: await attempt(other, "verify-full", other.cert),
      caOtherName: await attempt(other, "verify-ca", other.cert),
      caOtherRoot: await attempt(other, "verify-ca", right.cert),
      unverified: await attempt(other, "require"),
    }).toEqual({
      fullWithRoot: "verified",
      fullWithoutRoot: "tlsFailed",
      fullOtherName: "tlsFailed",
      caOtherName: "unverified",
      caOtherRoot: "tlsFailed",
      unverified: "unverified",
    });
  });
});

describe("a server without TLS", () => {
  it("gets nothing from a connection that asks for it", async () => {
    const received: Buffer[] = [];
    const port = await listen((socket, first) => {
      received.push(first);
      socket.on("data", (bytes: Buffer) => received.push(bytes));
      socket.write("N");
    });
    const target = { host: "127.0.0.1", port, tls: "require" as const };
    await expect(openTransport(target, 2_000)).rejects.toMatchObject({ code: "tlsFailed" });
    expect(Buffer.concat(received)).toEqual(Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]));
  });

  it("cannot slip bytes in before TLS begins", async () => {
    const port = await listen((socket) => void socket.write("Sinjected"));
    const target = { host: "127.0.0.1", port, tls: "require" as const };
    await expect(openTransport(target, 2_000)).rejects.toMatchObject({ code: "tlsFailed" });
  });
});

describe("a server that does not answer", () => {
  it("is given up after the time-out, or when the user cancels", async () => {
    const port = await listen(() => undefined);
    const target = { host: "127.0.0.1", port, tls: "verify-full" as const };
    await expect(openTransport(target, 100)).rejects.toMatchObject({ code: "timeout" });
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 50);
    await expect(openTransport(target, 5_000, controller.signal)).rejects.toMatchObject({ code: "cancelled" });
    await expect(openTransport(target, 5_000, AbortSignal.abort())).rejects.toMatchObject({ code: "cancelled" });
  });
});
