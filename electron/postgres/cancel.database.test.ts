// 500 cancels of statements that end by themselves at about the same moment: no later statement may be hit.
import { connect, createServer } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { stormOfCancels } from "../testing/cancel-storm.ts";
import { type CuttingProxy, createCuttingProxy } from "../testing/cutting-proxy.ts";
import { createTestDatabase, type TestDatabase } from "../testing/test-database.ts";
import { openSession } from "./connect.ts";
import type { OwnedSession } from "./session.ts";

describe("a cancel", () => {
  let test: TestDatabase;
  let slowLine: CuttingProxy;
  beforeAll(async () => {
    test = await createTestDatabase();
    slowLine = await createCuttingProxy(test.parameters, { delayMs: 3 });
  });
  afterAll(async () => {
    await slowLine.close();
    await test.close();
  });

  /** What a storm hit by mistake, and whether it did both: cancel and come too late. */
  async function storm(port: number, times: number, seed: number) {
    const session: OwnedSession = await openSession({ ...test.parameters, port }, { purpose: "storm" });
    try {
      const { hit, cancelled, ended } = await stormOfCancels(session, times, seed);
      return { hit, isBoth: cancelled > 0 && ended > 0 };
    } finally {
      await session.close();
    }
  }

  it("never hits a statement behind its target, 400 times directly", async () => {
    expect(await storm(test.parameters.port, 400, 20_261_128)).toEqual({ hit: [], isBoth: true });
  });

  it("never does through a line that holds every packet back, 100 times", async () => {
    expect(await storm(slowLine.port, 100, 4_711)).toEqual({ hit: [], isBoth: true });
  });

  it("asked for 200 times at once ends its statement once, and nothing else", async () => {
    const session = await openSession(test.parameters, { purpose: "storm" });
    const stops = Array.from({ length: 200 }, () => new AbortController());
    const signal = AbortSignal.any(stops.map((stop) => stop.signal));
    const slow = session.query("SELECT pg_catalog.pg_sleep(30)", [], { signal });
    setTimeout(() => {
      for (const stop of stops) stop.abort();
    }, 50);
    await expect(slow).rejects.toMatchObject({ code: "cancelled", details: { postgres: { sqlstate: "57014" } } });
    expect((await session.query("SELECT 1")).rows).toEqual([["1"]]);
    await session.close();
  });

  it("that overtakes its statement on another line is sent again until the statement ends", async () => {
    const held = await createHoldingProxy(test.parameters.port, 400);
    const session = await openSession({ ...test.parameters, port: held.port }, { purpose: "overtaken" });
    held.hold();
    const stop = new AbortController();
    const slow = session.query("SELECT pg_catalog.pg_sleep(60)", [], { signal: stop.signal });
    setTimeout(() => stop.abort(), 20); // the statement is still held back: the first cancel meets an idle session
    await expect(slow).rejects.toMatchObject({ code: "cancelled", details: { postgres: { sqlstate: "57014" } } });
    expect((await session.query("SELECT 1")).rows).toEqual([["1"]]);
    await session.close();
    held.close();
  });
});

/** A line whose first connection holds back what it sends, once told to; all others pass at once. */
async function createHoldingProxy(serverPort: number, holdMs: number) {
  const state = { connections: 0, isHolding: false };
  const server = createServer((socket) => {
    const isHeld = state.connections++ === 0;
    const upstream = connect(serverPort, "127.0.0.1");
    socket.on("data", (chunk) => {
      if (isHeld && state.isHolding) setTimeout(() => upstream.write(chunk), holdMs);
      else upstream.write(chunk);
    });
    upstream.pipe(socket);
    socket.on("close", () => upstream.destroy()).on("error", () => upstream.destroy());
    upstream.on("close", () => socket.destroy()).on("error", () => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    port: address.port,
    hold: () => {
      state.isHolding = true;
    },
    close: () => server.close(),
  };
}
