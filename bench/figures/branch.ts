import { type Figure, repeat } from "../figure.ts";
import { timeInPage } from "../setting/page-clock.ts";
import { Screens } from "../setting/screens.ts";
import { startSteward } from "../setting/steward.ts";

const rounds = 3;

/** From the press in the dialog to a branch of the sample project whose own server takes connections. */
export const branch: Figure = {
  name: "branch",
  measure: async (setting) => {
    const [sample, browser] = [await setting.sample(), await setting.browser()];
    const steward = await startSteward(sample.path);
    try {
      const page = await steward.openPage(browser);
      const { shell } = new Screens(page);
      await shell.showSection("Branches");
      const values = await repeat(rounds, async (round) => {
        const name = `bench-${round}`;
        await shell.main.getByRole("button", { name: /^New branch/ }).click();
        const dialog = page.getByRole("dialog", { name: "New branch" });
        await dialog.getByRole("textbox", { name: "Name" }).fill(name);
        const create = dialog.getByRole("button", { name: "Create branch" });
        const text = new RegExp(`${name}.*active`);
        const ms = await timeInPage(page, () => create.click(), {
          selector: "main tr",
          text,
          from: "pointerdown",
        });
        await dialog.waitFor({ state: "detached" });
        return ms;
      });
      await page.context().close();
      return [{ what: "a branch of the sample project", unit: "ms", values, peer: null, target: null }];
    } finally {
      await steward.end();
    }
  },
};
