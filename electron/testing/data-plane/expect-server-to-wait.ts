import { expect } from "vitest";
import { openSession } from "../../postgres/connect.ts";
import type { ConnectParameters } from "../../postgres/session.ts";
import type { DataPlaneGround } from "./data-plane-ground.ts";
import { openRawClient, rawMessages } from "./raw-client.ts";

/** Asks for a gigabyte and reads none of it: the server must come to a halt, and its session end with the client. */
export async function expectServerToWait(ground: DataPlaneGround, parameters: ConnectParameters): Promise<void> {
  const admin = await openSession(await ground.adminParameters(), { purpose: "test" });
  const client = await openRawClient(parameters);
  const waitEvent = async () =>
    (
      await admin.query("SELECT wait_event FROM pg_catalog.pg_stat_activity WHERE query LIKE 'SELECT %flood'")
    ).rows.flat();
  void client.talk(
    rawMessages.query("SELECT pg_catalog.repeat('x', 100000) FROM pg_catalog.generate_series(1, 10000) AS flood"),
  );
  client.socket.pause();
  await expect.poll(waitEvent, { timeout: 20_000 }).toEqual(["ClientWrite"]);
  client.close();
  await expect.poll(waitEvent, { timeout: 20_000 }).toEqual([]);
  await admin.close();
}
