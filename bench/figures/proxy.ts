import { connect } from "node:tls";
import { ServerSession } from "../../electron/control-planes/neon-api/data-plane/pooler/server-session.ts";
import { writeMessage } from "../../electron/control-planes/neon-api/data-plane/protocol/error-response.ts";
import { askForTls, dial } from "../../electron/control-planes/neon-api/data-plane/upstream.ts";
import { openSession } from "../../electron/postgres/connect.ts";
import { createDataPlaneGround, type DataPlaneGround } from "../../electron/testing/data-plane/data-plane-ground.ts";
import { type Figure, repeat } from "../figure.ts";
import type { Measurement } from "../report/measurement.ts";

const rounds = 5;
const connections = 30;
const rowsSql = "SELECT n, 'value ' || n, 'text of row ' || n FROM pg_catalog.generate_series(1, 1000000) AS n";

/** What the proxy and the pooler in front of a cluster cost, beside TLS to the server itself. */
export const proxy: Figure = {
  name: "proxy",
  measure: async (setting) => {
    const ground = await createDataPlaneGround();
    try {
      const { port } = await ground.adminParameters();
      const ways = [
        { name: "the server itself", port, host: ground.parameters.host },
        { name: "the proxy", port: ground.plane.port, host: ground.parameters.host },
        { name: "the pooler", port: ground.plane.port, host: ground.pooled.host },
      ] as const;
      const turns = ways.map((way) => ({ way, rows: [] as number[], greetings: [] as number[] }));
      // Turn by turn, so that what else the machine does meets all of them.
      await repeat(rounds, async (round) => {
        for (const { way, rows, greetings } of turns) {
          rows.push(await timed(() => readRows(ground, way)));
          greetings.push(await timed(() => greet(ground, way)));
          setting.say(`round ${round + 1}, ${way.name}: ${Math.round(rows.at(-1) ?? 0)} ms for the rows`);
        }
        return 0;
      });
      const [direct, ...others] = turns;
      return others.flatMap(({ way, rows, greetings }): Measurement[] => [
        {
          what: `1,000,000 rows over TLS through ${way.name}`,
          unit: "ms",
          values: rows,
          peer: { name: direct?.way.name ?? "", values: direct?.rows ?? [] },
          target: null,
        },
        {
          what: `${connections} logins one after the other through ${way.name}`,
          unit: "ms",
          values: greetings,
          peer: { name: direct?.way.name ?? "", values: direct?.greetings ?? [] },
          target: null,
        },
      ]);
    } finally {
      await ground.close();
    }
  },
};

interface Way {
  readonly port: number;
  readonly host: string;
}

/** Reads without looking at the rows: what is measured is the way, not a driver. */
async function readRows(ground: DataPlaneGround, { port, host }: Way): Promise<void> {
  const socket = await dial(port);
  await askForTls(socket);
  const secured = connect({ socket, servername: host, ca: ground.plane.caPem });
  await new Promise((resolve, reject) => secured.once("secureConnect", resolve).once("error", reject));
  const { user, database, password } = ground.parameters;
  const session = await ServerSession.open(
    { socket: secured, port },
    { user, database, settings: new Map() },
    password,
  );
  let bytes = 0;
  await new Promise<void>((resolve) => {
    session.taker = {
      onBytes: (part) => {
        bytes += part.length;
      },
      onMessage: (type) => type === "Z" && resolve(),
    };
    secured.write(writeMessage("Q", Buffer.from(`${rowsSql}\0`)));
  });
  session.end();
  if (bytes < 40_000_000) throw new Error("The rows did not come.");
}

async function greet(ground: DataPlaneGround, { port, host }: Way): Promise<void> {
  for (let count = 0; count < connections; count++) {
    const session = await openSession({ ...ground.parameters, host, port }, { purpose: "bench" });
    await session.close();
  }
}

async function timed(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
