import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, type Page } from "@playwright/test";
import { repositoryFolder } from "./hosts/which-electron.ts";
import { seriousFindings } from "./pages/serious-findings.ts";

/** How the screens are looked at when STEWARD_PICTURES=screens asks for all of them. */
const looks = (["light", "dark"] as const).flatMap((colorScheme) =>
  [
    { width: 1280, height: 800 },
    { width: 1920, height: 1080 },
  ].map((size) => ({ colorScheme, size })),
);

/**
 * Takes the picture of a step. They go to .cache/pictures, or to the documents' own folder when STEWARD_PICTURES=docs
 * asks for new ones. With STEWARD_PICTURES=screens each is taken in light and dark and in two sizes, and axe looks at it too.
 */
export async function takePicture(page: Page, name: string): Promise<void> {
  const wanted = process.env.STEWARD_PICTURES;
  const folder = join(repositoryFolder, wanted === "docs" ? "docs/images" : ".cache/pictures");
  mkdirSync(folder, { recursive: true });
  await page.mouse.move(0, 0);
  const shoot = (file: string) =>
    page.screenshot({ path: join(folder, `${file}.png`), animations: "disabled", caret: "hide" });
  const before = page.viewportSize();
  if (wanted !== "screens" || before === null) {
    await shoot(name);
    return;
  }
  for (const { colorScheme, size } of looks) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize(size);
    await page.waitForTimeout(300);
    await shoot(`${name}-${colorScheme}-${size.width}`);
    if (size.width < 1300) expect.soft(await seriousFindings(page, `${name}, ${colorScheme}`)).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: null });
  await page.setViewportSize(before);
}
