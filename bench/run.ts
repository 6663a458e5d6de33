// Measures what the README says under "Measured": `npm run bench [-- FIGURE ... --rows=N]`. Nothing is asserted: times are a machine's.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { repositoryFolder } from "../e2e/hosts/which-electron.ts";
import type { Figure } from "./figure.ts";
import { branch } from "./figures/branch.ts";
import { branchWay } from "./figures/branch-way.ts";
import { cancel } from "./figures/cancel.ts";
import { compare } from "./figures/changes/compare.ts";
import { lint } from "./figures/changes/lint.ts";
import { rehearsal } from "./figures/changes/rehearsal.ts";
import { completion } from "./figures/completion.ts";
import { dataDiff } from "./figures/data-diff.ts";
import { exportRows } from "./figures/export-rows.ts";
import { firstRows } from "./figures/first-rows.ts";
import { fork } from "./figures/fork.ts";
import { grid } from "./figures/grid.ts";
import { memory } from "./figures/memory.ts";
import { monitorLoad } from "./figures/monitor/monitor-load.ts";
import { snapshot } from "./figures/monitor/snapshot.ts";
import { parse } from "./figures/parse.ts";
import { readPlan } from "./figures/plans/read-plan.ts";
import { icicle } from "./figures/plans-view/icicle.ts";
import { proxy } from "./figures/proxy.ts";
import { start } from "./figures/start.ts";
import { stream } from "./figures/stream.ts";
import { tree } from "./figures/tree.ts";
import { formatTable } from "./report/format-table.ts";
import { describeMachine } from "./report/machine.ts";
import type { Measurement } from "./report/measurement.ts";
import { createBenchSetting } from "./setting/bench-setting.ts";

const figures: readonly Figure[] = [
  start,
  firstRows,
  grid,
  stream,
  exportRows,
  parse,
  lint,
  compare,
  branch,
  branchWay,
  fork,
  memory,
  tree,
  icicle,
  readPlan,
  completion,
  cancel,
  proxy,
  dataDiff,
  rehearsal,
  snapshot,
  monitorLoad,
];

/** The grid's table: as the others' without `--rows`, far longer with it. */
const narrowRows = readRows(process.argv.slice(2));
const names = process.argv.slice(2).filter((argument) => !argument.startsWith("--rows"));
const unknown = names.filter((name) => !figures.some((figure) => figure.name === name));
if (unknown.length > 0) {
  console.error(`There is no figure ${unknown.join(", ")}; there are ${figures.map(({ name }) => name).join(", ")}.`);
  process.exit(2);
}

const machine = describeMachine();
const setting = createBenchSetting((line) => console.error(`- ${line}`), narrowRows);
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

function readRows(options: readonly string[]): number {
  const option = options.find((argument) => argument.startsWith("--rows"));
  if (option === undefined) return 1_000_000;
  const rows = option === "--rows" ? 20_000_000 : Number(option.slice("--rows=".length));
  if (Number.isInteger(rows) && rows > 0) return rows;
  console.error("--rows takes a whole number: --rows=100000000. Without one it is 20,000,000.");
  process.exit(2);
}
