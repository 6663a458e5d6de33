import { setTimeout as wait } from "node:timers/promises";
import type { Figure } from "../figure.ts";
import { readMemoryMb } from "../setting/process-memory.ts";
import { Screens } from "../setting/screens.ts";
import { startSteward } from "../setting/steward.ts";

const rounds = 3;
const settleMs = 3_000;

/** The main process at rest after a start, and after a walk through browsing, a plan and indexes. */
export const memory: Figure = {
  name: "memory",
  measure: async (setting) => {
    const [sample, browser] = [await setting.sample(), await setting.browser()];
    const idleMb: number[] = [];
    const walkedMb: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const steward = await startSteward(sample.path);
      await wait(settleMs);
      idleMb.push(readMemoryMb(steward.pid));
      const page = await steward.openPage(browser);
      await walk(new Screens(page));
      await wait(settleMs);
      walkedMb.push(readMemoryMb(steward.pid));
      await page.context().close();
      await steward.end();
    }
    const line = { unit: "MB", peer: null, target: null } as const;
    return [
      { ...line, what: "main's memory at rest after a start", values: idleMb },
      { ...line, what: "main's memory after rows, plan and indexes", values: walkedMb },
    ];
  },
};

async function walk(screens: Screens): Promise<void> {
  const { shell, browse, query } = screens;
  await screens.goToSample();
  await browse.openTable("run_events");
  await browse.grid("run_events").getByRole("gridcell").nth(17).click();
  await shell.showSection("Query");
  await query.openSaved("Error feed of the last 24 hours");
  await query.explainAnalyze();
  await shell.showSection("Browse");
  await browse.openTable("documents");
  await browse.showView("Indexes");
  await screens.page.getByText(/documents_current_version_id_fkey has no index/).waitFor();
}
