import { createServer } from "node:net";

/** A loopback port that is free at this moment; the caller must be ready for it to be taken meanwhile. */
export async function findFreePort(): Promise<number> {
  const port = await listenOnce(0);
  if (port === null) throw new Error("The system gave no free port.");
  return port;
}

/** Whether nobody listens on this loopback port. */
export async function isPortFree(port: number): Promise<boolean> {
  return (await listenOnce(port)) !== null;
}

async function listenOnce(wanted: number): Promise<number | null> {
  const server = createServer();
  return await new Promise((resolve) => {
    server.once("error", () => resolve(null));
    server.listen({ host: "127.0.0.1", port: wanted, exclusive: true }, () => {
      const address = server.address();
      const port = typeof address === "object" && address ? address.port : null;
      server.close(() => resolve(port));
    });
  });
}
