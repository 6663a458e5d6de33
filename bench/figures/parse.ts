import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { repositoryFolder } from "../../e2e/hosts/which-electron.ts";
import { EventLoopWatch } from "../../electron/app/running/event-loop-watch.ts";
import { parserInPlace, type SqlParser } from "../../electron/sql/parser/sql-parser.ts";
import { openParser } from "../../electron/sql/parser/thread-parser.ts";
import type { Figure } from "../figure.ts";

const rounds = 3;
const insert = "INSERT INTO events (id, kind, payload) VALUES (1, 'step', '{\"a\": 1}');\n";
const script = insert.repeat(Math.ceil(5_000_000 / insert.length));

/** Splitting a script of 5 MB on the parser's thread and in place: how long it takes, and how long it holds main. */
export const parse: Figure = {
  name: "parse",
  measure: async (setting) => {
    const parser = openParser(join(repositoryFolder, "dist", "web", "parser-thread.cjs"), setting.say);
    try {
      const onThread = await measure(parser);
      const inPlace = await measure(parserInPlace);
      const line = { unit: "ms", target: null } as const;
      return [
        {
          ...line,
          what: "a script of 5 MB split",
          values: onThread.wholeMs,
          peer: { name: "in place", values: inPlace.wholeMs },
        },
        {
          ...line,
          what: "main's longest work in one turn meanwhile",
          values: onThread.busyMs,
          peer: { name: "in place", values: inPlace.busyMs },
          target: { kind: "under", value: 50 },
        },
      ];
    } finally {
      await parser.close();
    }
  },
};

async function measure(parser: SqlParser): Promise<{ readonly wholeMs: number[]; readonly busyMs: number[] }> {
  const watch = new EventLoopWatch();
  const [wholeMs, busyMs]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    watch.reset();
    const startedAt = performance.now();
    await parser.split(script);
    wholeMs.push(performance.now() - startedAt);
    await wait(20); // the watch sees a turn when it is over
    busyMs.push(watch.read().maxBusyMs);
  }
  watch.close();
  return { wholeMs, busyMs };
}
