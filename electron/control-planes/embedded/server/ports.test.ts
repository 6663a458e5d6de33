import { createServer } from "node:net";
import { expect, it } from "vitest";
import { findFreePort, isPortFree } from "./ports.ts";

it("a port is free until somebody listens on it, and again afterwards", async () => {
  const port = await findFreePort();
  expect(port).toBeGreaterThan(1023);
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  expect(await isPortFree(port)).toBe(false);
  await new Promise((resolve) => server.close(resolve));
  expect(await isPortFree(port)).toBe(true);
});
