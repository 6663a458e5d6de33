// Measures what the README says under "Measured": `npm run bench [-- FIGURE ...]`. Nothing is asserted: times are a machine's.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { repositoryFolder } from "../e2e/hosts/which-electron.ts";
import type { Figure } from "./figure.ts";
import { branch } from "./figures/branch.ts";
import { firstRows } from "./figures/first-rows.ts";
import { memory } from "./figures/memory.ts";
import { parse } from "./figures/parse.ts";
import { start } from "./figures/start.ts";
import { stream } from "./figures/stream.ts";
import { tree } from "./figures/tree.ts";
import { formatTable } from "./report/format-table.ts";
import { describeMachine } from "./report/machine.ts";
import type { Measurement } from "./report/measurement.ts";
import { createBenchSetting } from "./setting/bench-setting.ts";

const figures: readonly Figure[] = [start, firstRows, stream, parse, branch, memory, tree];

const names = process.argv.slice(2);
const unknown = names.filter((name) => !figures.some((figure) => figure.name === name));
if (unknown.length > 0) {
  console.error(`There is no figure ${unknown.join(", ")}; there are ${figures.map(({ name }) => name).join(", ")}.`);
  process.exit(2);
}

const machine = describeMachine();
const setting = createBenchSetting((line) => console.error(`- ${line}`));
const measurements: Measurement[] = [];
try {
  for (const figure of figures.filter(({ name }) => names.length === 0 || names.includes(name))) {
    console.error(`- ${figure.name}`);
    measurements.push(...(await figure.measure(setting)));
  }
  const postgres = (await setting.server()).version;
  const chromium = (await setting.browser()).version();
  const report = { ...machine, postgres, chromium, measurements };
  mkdirSync(join(repositoryFolder, ".cache"), { recursive: true });
  writeFileSync(join(repositoryFolder, ".cache", "bench.json"), `${JSON.stringify(report, null, 2)}\n`);
  const { cores, processor, memoryGib, platform, node, date, load } = machine;
  console.log(
    `${date}, load ${load}: ${cores} cores of ${processor}, ${memoryGib} GiB, ${platform}; ` +
      `Node ${node}, Postgres ${postgres}, Chromium ${chromium}`,
  );
  console.log(formatTable(measurements).join("\n"));
} finally {
  await setting.close();
}
