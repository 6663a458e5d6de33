import type { Figure } from "../figure.ts";
import { startSteward } from "../setting/steward.ts";

const rounds = 5;

/** From spawn to the printed link, and to the first page with the tables of the sample in its tree. */
export const start: Figure = {
  name: "start",
  measure: async (setting) => {
    const [sample, browser] = [await setting.sample(), await setting.browser()];
    const readyMs: number[] = [];
    const usableMs: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const steward = await startSteward(sample.path);
      const page = await steward.openPage(browser);
      await page.getByRole("treeitem", { name: "run_events", exact: true }).waitFor();
      usableMs.push(performance.now() - steward.startedAt);
      readyMs.push(steward.readyMs);
      await page.context().close();
      await steward.end();
    }
    const line = { unit: "ms", peer: null, target: null } as const;
    return [
      { ...line, what: "first start until the sample can be used", values: [sample.usableMs] },
      { ...line, what: "first start until the sample is complete", values: [sample.completeMs] },
      { ...line, what: "later start until the link is printed", values: readyMs },
      {
        ...line,
        what: "later start until the tree shows tables",
        values: usableMs,
        target: { kind: "under", value: 2_000 },
      },
    ];
  },
};
