// A key that opens a query puts the focus into its text, also where the editor takes its time to load.
import { openSample } from "../hosts/open-sample.ts";
import { expect, test } from "../hosts/test.ts";
import { Query } from "../pages/query.ts";

test("the text of a new query has the focus, however late it comes", async () => {
  const sample = await openSample();
  const { page } = sample;
  await page.route(/monaco|editor\.api/, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    await route.continue();
  });
  await page.keyboard.press("Alt+T");
  const query = new Query(page);
  await expect(query.editor).toBeVisible();
  await expect.poll(() => query.editor.evaluate((editor) => editor.contains(document.activeElement))).toBe(true);
  await sample.close();
});
