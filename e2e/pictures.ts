import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { repositoryFolder } from "./hosts/which-electron.ts";

/**
 * Takes the picture of a step. They go to .cache/pictures, or to the documents' own folder when
 * STEWARD_PICTURES=docs asks for new ones.
 */
export async function takePicture(page: Page, name: string): Promise<void> {
  const folder = join(repositoryFolder, process.env.STEWARD_PICTURES === "docs" ? "docs/images" : ".cache/pictures");
  mkdirSync(folder, { recursive: true });
  await page.mouse.move(0, 0);
  await page.screenshot({ path: join(folder, `${name}.png`), animations: "disabled", caret: "hide" });
}
