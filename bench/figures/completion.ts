import type { Page } from "@playwright/test";
import type { Figure } from "../figure.ts";
import { repeat } from "../figure.ts";
import type { Measurement } from "../report/measurement.ts";
import { makeCrowds } from "../setting/crowds.ts";
import { timeInPage } from "../setting/page-clock.ts";
import { Screens } from "../setting/screens.ts";
import { type Steward, startSteward } from "../setting/steward.ts";

const coldRounds = 5;
const warmRounds = 15;
const offer = {
  selector: ".suggest-widget.visible .monaco-list-row",
  text: /customer_order_/,
  from: "keydown",
} as const;
const line = { unit: "ms", peer: null } as const;

/** From a key in the editor until its list of completions is painted, in a database of 52,000 tables. */
export const completion: Figure = {
  name: "completion",
  measure: async (setting) => {
    const [sample, server] = [await setting.sample(), await setting.server()];
    setting.say("52,000 tables");
    await makeCrowds(server);
    const steward = await startSteward(sample.path);
    try {
      const page = await steward.openPage(await setting.browser());
      const screens = new Screens(page);
      await screens.goToSample();
      await steward.connectTo(server, "Bench completion");
      await screens.chooseConnection("Bench completion");
      await screens.waitForTable("million_rows");
      await screens.shell.showSection("Query");
      await screens.query.openNew();
      return await measureOffers(page, screens, steward);
    } finally {
      await steward.end();
    }
  },
};

async function measureOffers(page: Page, screens: Screens, steward: Steward): Promise<readonly Measurement[]> {
  await press(page, screens, "SELECT * FROM cus", "t"); // the parser's and the editor's own start
  await steward.readEventLoop(true);
  const cold = await repeat(coldRounds, async () => {
    await page.reload();
    await page.evaluate("globalThis.__name = (value) => value");
    await screens.query.editor.waitFor();
    return await press(page, screens, "SELECT * FROM cus", "t");
  });
  const { maxBusyMs: coldBusyMs } = await steward.readEventLoop(true);
  const name = await repeat(warmRounds, (round) => press(page, screens, `SELECT * FROM customer_${round}`, "7"));
  const schema = await repeat(warmRounds, (round) =>
    press(page, screens, `SELECT * FROM crowd_50000.order_${round}`, "7"),
  );
  const { maxBusyMs } = await steward.readEventLoop(true);
  const under = (value: number) => ({ kind: "under", value }) as const;
  return [
    { ...line, what: "completion among 52,000 tables, first key in a new window", values: cold, target: under(1_000) },
    { ...line, what: "completion among 52,000 tables, a further key", values: name, target: under(150) },
    { ...line, what: "the same behind a schema of 50,000", values: schema, target: under(150) },
    { ...line, what: "main's longest turn meanwhile", values: [coldBusyMs, maxBusyMs], target: under(50) },
  ];
}

/** With the list put away before the key. */
async function press(page: Page, screens: Screens, text: string, key: string): Promise<number> {
  await screens.query.type(text);
  await page.locator(".suggest-widget.visible").waitFor({ state: "hidden" });
  return await timeInPage(page, () => page.keyboard.press(key), offer);
}
