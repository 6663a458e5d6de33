import type { Figure } from "../figure.ts";
import { repeat } from "../figure.ts";
import type { Measurement } from "../report/measurement.ts";
import type { BenchSetting } from "../setting/bench-setting.ts";
import { crowds, makeCrowds } from "../setting/crowds.ts";
import type { OwnServer } from "../setting/own-server.ts";
import { timeInPsql } from "../setting/peer.ts";
import { readMemoryMb } from "../setting/process-memory.ts";
import { Screens } from "../setting/screens.ts";
import { type Steward, startSteward } from "../setting/steward.ts";
import { startUnwatchedBrowser, type UnwatchedBrowser } from "../setting/unwatched-browser.ts";

const rounds = 7;
/** From the click on a closed schema until its tables stand in the tree, read anew each time; beside psql's `\dt`. */
export const tree: Figure = {
  name: "tree",
  measure: async (setting) => {
    const [sample, server] = [await setting.sample(), await setting.server()];
    setting.say("52,000 tables");
    await makeCrowds(server);
    const browser = await startUnwatchedBrowser();
    const steward = await startSteward(sample.path);
    try {
      await browser.attach(async (page) => {
        const screens = new Screens(page);
        await steward.openIn(page);
        await screens.goToSample();
        await steward.connectTo(server, "Bench tree");
        await screens.chooseConnection("Bench tree");
        await screens.waitForTable("million_rows");
      });
      return await measureCrowds(setting, steward, browser, server);
    } finally {
      await steward.end();
      await browser.close();
    }
  },
};

async function measureCrowds(
  setting: BenchSetting,
  steward: Steward,
  browser: UnwatchedBrowser,
  server: OwnServer,
): Promise<readonly Measurement[]> {
  const lines: Measurement[] = [];
  await reload(browser);
  const restMb = await browser.readPagesMb();
  for (const { schema, tables, underMs } of crowds) {
    setting.say(`the tree of ${schema}`);
    const values = await repeat(rounds, () => openSchema(browser, schema));
    const psql = timeInPsql(server, listSql(schema), rounds);
    const what = `tree of ${tables.toLocaleString("en-US")} tables, from the click until it is filled`;
    const peer = psql && { name: "psql \\dt", values: psql };
    lines.push({ what, unit: "ms", values, peer, target: { kind: "under", value: underMs } });
  }
  const grown = (await browser.readPagesMb()) - restMb;
  const memory = { unit: "MB", peer: null, target: null } as const;
  lines.push({ ...memory, what: "growth of the page with the tree of 50,000", values: [grown] });
  lines.push({ ...memory, what: "main with the tree of 50,000", values: [readMemoryMb(steward.pid)] });
  return lines;
}

/** What `\dt schema.*` asks, for psql to time without its start. */
function listSql(schema: string): string {
  return `SELECT n.nspname, c.relname, CASE c.relkind WHEN 'r' THEN 'table' ELSE 'partitioned table' END, pg_get_userbyid(c.relowner)
    FROM pg_class c LEFT JOIN pg_namespace n ON n.oid = c.relnamespace LEFT JOIN pg_am am ON am.oid = c.relam
   WHERE c.relkind IN ('r', 'p') AND n.nspname ~ '^(${schema})$' COLLATE pg_catalog.default ORDER BY 1, 2`;
}

/** In a page that was loaded anew: nothing of the schema is known before the click. */
async function openSchema(browser: UnwatchedBrowser, schema: string): Promise<number> {
  await reload(browser);
  return await browser.time(`document.querySelector('[role=treeitem][aria-label="${schema}"]').click()`, {
    selector: '[role=treeitem][aria-label^="customer_order_"]',
    text: /\S/,
    from: "click",
  });
}

async function reload(browser: UnwatchedBrowser): Promise<void> {
  await browser.attach(async (page) => {
    await page.reload();
    // What tsx makes of a function calls this by name; see where the link is opened.
    await page.evaluate("globalThis.__name = (value) => value");
    await new Screens(page).waitForTable("million_rows");
  });
}
