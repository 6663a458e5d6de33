// The desktop host asks for files in the operating system's own dialogs; a test answers them.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { prepareSampleFolder } from "../hosts/sample-folder.ts";
import { expect, test } from "../hosts/test.ts";
import { Browse } from "../pages/browse.ts";
import { Shell } from "../pages/shell.ts";
import { Transfer } from "../pages/transfer.ts";

test("an export goes where the system's dialog says, and an import comes from there", async ({ startDesktop }) => {
  const folder = await prepareSampleFolder();
  const files = mkdtempSync(join(tmpdir(), "steward-e2e-native-"));
  const desktop = await startDesktop({ dataFolder: folder.path });
  const { app, page } = desktop;
  try {
    const path = join(files, "chosen.csv");
    await app.evaluate(({ dialog }, answer) => {
      const asked: unknown[] = [];
      Object.assign(globalThis, { asked });
      dialog.showSaveDialog = async (...values: readonly unknown[]) => {
        asked.push(values.at(-1));
        return { canceled: false, filePath: answer };
      };
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [answer] });
    }, path);
    await new Shell(page).waitForCatalog();
    const transfer = new Transfer(page);
    await new Browse(page).openTable("documents");
    await page.getByRole("button", { name: "Export these rows" }).click();
    await expect(transfer.dialog.getByLabel("Folder", { exact: true })).not.toHaveValue("");
    await transfer.dialog.getByRole("button", { name: "Choose in a window of the system" }).click();
    await expect(transfer.dialog.getByLabel("Folder", { exact: true })).toHaveValue(files);
    await expect(transfer.dialog.getByLabel("File name")).toHaveValue("chosen");
    const asked = await app.evaluate(() => (globalThis as unknown as { asked: unknown[] }).asked);
    expect(asked).toMatchObject([{ title: "Export as", defaultPath: expect.stringMatching(/documents\.csv$/) }]);
    await transfer.start();
    await expect(transfer.done).toContainText(path);
    await expect(transfer.done.getByRole("link", { name: "Download" })).toBeHidden();
    expect(readFileSync(path, "utf8").split("\n")[0]).toContain("id");
    await transfer.close();
    await page.getByRole("button", { name: "Import rows from a file" }).filter({ visible: true }).click();
    await transfer.dialog.getByRole("button", { name: "Choose in a window of the system" }).click();
    await expect(transfer.dialog.getByRole("region", { name: "What will be sent" })).toContainText("COPY");
    await transfer.close();
  } finally {
    await desktop.close();
    folder.remove();
    rmSync(files, { recursive: true, force: true });
  }
});
