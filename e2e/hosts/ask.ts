import type { Page } from "@playwright/test";
import type { DesktopApi } from "../../shared/ipc/desktop-api.ts";

/** The page as the desktop's preload leaves it. */
export type DesktopPage = Window & { readonly steward: DesktopApi };

/** Asks the app from the desktop host's page, past the screens. Rejects with the app's own message. */
export async function ask(page: Page, channel: string, input: object): Promise<unknown> {
  const response = await page.evaluate(
    // The preload puts it there; the page's types do not know of it.
    ([name, value]) => (window as unknown as DesktopPage).steward.request({ channel: name, input: value }),
    [channel, input] as const,
  );
  if (!response.ok) throw new Error(`${channel}: ${response.error.message}`);
  return response.value;
}
