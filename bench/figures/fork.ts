import { execFile } from "node:child_process";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import {
  type EmbeddedControlPlane,
  openEmbeddedControlPlane,
} from "../../electron/control-planes/embedded/embedded-control-plane.ts";
import { openSession } from "../../electron/postgres/connect.ts";
import type { ConnectParameters } from "../../electron/postgres/session.ts";
import { headCopy } from "../../shared/branches/model.ts";
import { type Figure, repeat } from "../figure.ts";

const rounds = 3;
const accounts = 6_500_000;
const writers = 4;
const projectId = "bench";
const run = promisify(execFile);

/**
 * A branch of about 1 GB, made while four sessions move money between its accounts: in every consistent state the sum is the
 * same. Beside it a plain copy of the parent's files, which is what no tool can do faster without sharing blocks.
 */
export const fork: Figure = {
  name: "fork",
  measure: async (setting) => {
    const folder = await mkdtemp(join(tmpdir(), "steward-bench-fork-"));
    await chmod(folder, 0o711);
    const plane = await openEmbeddedControlPlane({ dataFolder: folder, log: setting.say });
    try {
      await plane.createProject({ id: projectId, name: "Bench", roles: ["owner"] });
      const mainId = (await plane.listBranches(projectId))[0]?.id ?? "";
      setting.say("a branch of 1 GB");
      const parameters = await plane.adminParameters(projectId, mainId, "postgres");
      await fill(parameters);
      const load = startLoad(parameters);
      const pauses: number[] = [];
      const values = await repeat(rounds, async (round) => {
        load.takeLongest();
        const startedAt = performance.now();
        const branchId = await createBranch(plane, mainId, `fork ${round}`);
        const ms = performance.now() - startedAt;
        pauses.push(load.takeLongest());
        await requireConsistent(await plane.adminParameters(projectId, branchId, "postgres"));
        await plane.deleteBranch(projectId, branchId);
        return ms;
      });
      await load.stop();
      await plane.suspendCompute(projectId, mainId);
      const cluster = join(folder, "embedded", "clusters", mainId, "data");
      const copies = await repeat(rounds, () => copyPlainly(cluster, join(folder, "copy")));
      const line = { unit: "ms", target: null } as const;
      return [
        {
          ...line,
          what: "a branch of 1 GB under write load",
          values,
          peer: { name: "cp of the stopped files, and sync", values: copies },
        },
        { ...line, what: "the longest transaction of the writers meanwhile", values: pauses, peer: null },
      ];
    } finally {
      await plane.close();
      await rm(folder, { recursive: true, force: true });
    }
  },
};

async function withSession<T>(
  parameters: ConnectParameters,
  work: (sql: (text: string) => Promise<string>) => Promise<T>,
) {
  const session = await openSession(parameters, { purpose: "bench", settings: { statement_timeout: "0" } });
  try {
    return await work(async (text) => (await session.execute(text)).rows[0]?.[0] ?? "");
  } finally {
    await session.close();
  }
}

async function fill(parameters: ConnectParameters): Promise<void> {
  await withSession(parameters, async (sql) => {
    await sql("CREATE TABLE public.account (id int, balance int NOT NULL, filler char(84)) WITH (fillfactor = 90)");
    await sql(`INSERT INTO public.account SELECT n, 100, 'x' FROM generate_series(1, ${accounts}) n`);
    await sql("ALTER TABLE public.account ADD PRIMARY KEY (id)");
    await sql("CHECKPOINT");
  });
}

/** Sessions that write without a pause, and how long their slowest transaction took since the last time it was asked. */
function startLoad(parameters: ConnectParameters): { takeLongest(): number; stop(): Promise<void> } {
  const state = { isRunning: true, longestMs: 0 };
  const write = () =>
    withSession(parameters, async (sql) => {
      while (state.isRunning) {
        const [from, to] = [Math.ceil(Math.random() * accounts), Math.ceil(Math.random() * accounts)].sort(
          (a, b) => a - b,
        );
        if (from === to) continue;
        const startedAt = performance.now();
        await sql(`WITH taken AS (UPDATE public.account SET balance = balance - 1 WHERE id = ${from})
          UPDATE public.account SET balance = balance + 1 WHERE id = ${to}`);
        state.longestMs = Math.max(state.longestMs, performance.now() - startedAt);
      }
    });
  const running = Promise.all(Array.from({ length: writers }, write));
  return {
    takeLongest: () => {
      const { longestMs } = state;
      state.longestMs = 0;
      return longestMs;
    },
    stop: async () => {
      state.isRunning = false;
      await running;
    },
  };
}

async function createBranch(plane: EmbeddedControlPlane, parentId: string, name: string): Promise<string> {
  const request = { projectId, parentId, name, timeToLiveSeconds: null, ...headCopy };
  return (await plane.createBranch({ ...request, purpose: "work" })).id;
}

async function requireConsistent(parameters: ConnectParameters): Promise<void> {
  const found = await withSession(parameters, (sql) =>
    sql("SELECT count(*) || ' ' || sum(balance) FROM public.account"),
  );
  const expected = `${accounts} ${accounts * 100}`;
  if (found !== expected) throw new Error(`The branch has ${found} where its parent always had ${expected}.`);
}

async function copyPlainly(from: string, to: string): Promise<number> {
  const startedAt = performance.now();
  await run("cp", ["-a", from, to]);
  await run("sync", ["-f", to]);
  const ms = performance.now() - startedAt;
  await rm(to, { recursive: true, force: true });
  return ms;
}
