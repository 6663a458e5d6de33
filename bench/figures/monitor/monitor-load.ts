import { readFileSync } from "node:fs";
import { readSample } from "../../../electron/monitor/read-sample.ts";
import { openSession } from "../../../electron/postgres/connect.ts";
import type { OwnedSession } from "../../../electron/postgres/session.ts";
import type { Figure } from "../../figure.ts";

const idleSessions = 30;
const looks = 200;
const rounds = 5;
/** Linux counts a process' time in hundredths of a second. */
const tickMs = 10;

/** What a look of the monitor costs the server: processor time of its backend, with 30 sessions to be shown. */
export const monitorLoad: Figure = {
  name: "monitor",
  measure: async (setting) => {
    if (process.platform !== "linux") return [];
    const { parameters } = await setting.server();
    setting.say(`${idleSessions} sessions, ${rounds} x ${looks} looks`);
    const others: OwnedSession[] = [];
    const session = await openSession(parameters, { purpose: "bench monitor" });
    try {
      for (let count = 0; count < idleSessions; count++)
        others.push(await openSession(parameters, { purpose: "idle" }));
      const [processorMs, wallMs]: [number[], number[]] = [[], []];
      for (let round = 0; round < rounds; round++) {
        const [before, startedAt] = [readProcessorMs(session.backendPid), performance.now()];
        for (let look = 0; look < looks; look++) await lookOnce(session);
        processorMs.push((readProcessorMs(session.backendPid) - before) / looks);
        wallMs.push((performance.now() - startedAt) / looks);
      }
      const line = { unit: "ms", peer: null, target: null } as const;
      return [
        { ...line, what: "a look of the monitor, the server's processor time", values: processorMs },
        { ...line, what: "the same until it is read", values: wallMs },
      ];
    } finally {
      for (const other of [session, ...others]) await other.close();
    }
  },
};

/** As the app does it: one READ ONLY transaction. */
async function lookOnce(session: OwnedSession): Promise<void> {
  await session.execute("BEGIN READ ONLY");
  await readSample(session);
  await session.execute("ROLLBACK");
}

function readProcessorMs(pid: number): number {
  // The name of the process stands in brackets and may hold blanks.
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) * tickMs;
}
