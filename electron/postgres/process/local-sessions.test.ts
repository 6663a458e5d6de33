import { createServer, type Server } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { createLocalSessions } from "./local-sessions.ts";
import { StreamHub } from "./stream-hub.ts";

function message(type: string, body: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeInt32BE(body.length + 4);
  return Buffer.concat([Buffer.from(type), length, body]);
}

const failure = (sqlstate: string) =>
  message("E", Buffer.from(`SFATAL\0VFATAL\0C${sqlstate}\0Mcannot connect now\0\0`));
const welcome = Buffer.concat([
  message("R", Buffer.alloc(4)), // no password wanted
  message("K", Buffer.alloc(8)),
  message("Z", Buffer.from("I")),
]);

describe("opening a session", () => {
  let server: Server;
  afterEach(() => void server.close());

  /** A server that gives one answer to each login, in order; counts the logins. */
  const openServer = async (answers: readonly Buffer[]) => {
    const state = { logins: 0 };
    server = createServer((socket) => {
      socket.on("error", () => undefined);
      socket.once("data", () => {
        const answer = answers[state.logins++] ?? failure("XX000");
        if (answer === welcome) socket.write(answer);
        else socket.end(answer);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const port = typeof address === "object" && address ? address.port : 0;
    const open = (signal?: AbortSignal) =>
      createLocalSessions(new StreamHub())(
        { host: "127.0.0.1", port, database: "d", user: "u", tls: "disable" },
        { purpose: "test", ...(signal ? { signal } : {}) },
      );
    return { state, open };
  };

  it("waits for a server that recovers after a crash", async () => {
    const { state, open } = await openServer([failure("57P03"), failure("57P03"), welcome]);
    const session = await open();
    expect(state.logins).toBe(3);
    await session.close();
  });

  it("tries nothing again that a wait does not mend, and not for who gave up", async () => {
    const refused = await openServer([failure("28P01"), welcome]);
    await expect(refused.open()).rejects.toMatchObject({ code: "authenticationFailed" });
    server.close();
    const controller = new AbortController();
    const recovering = await openServer(Array.from({ length: 50 }, () => failure("57P03")));
    setTimeout(() => controller.abort(), 300);
    await expect(recovering.open(controller.signal)).rejects.toMatchObject({ code: expect.any(String) });
    expect([refused.state.logins, recovering.state.logins < 5]).toEqual([1, true]);
  });
});
