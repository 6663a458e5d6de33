import type { Page } from "@playwright/test";

/** The page with the clock that waits in it. */
type ClockedWindow = Window & { benchClock?: Promise<number> };

/** What the clock waits for: an element with a text that fits. It runs from the first event of the kind `from`. */
export interface ClockedSight {
  readonly selector: string;
  readonly text: RegExp;
  readonly from: "pointerdown" | "keydown" | "click";
}

const timeoutMs = 120_000;

/** Milliseconds in the page from what `act` does until the frame with the sight is painted; rejects after two minutes. */
export async function timeInPage(page: Page, act: () => Promise<unknown>, sight: ClockedSight): Promise<number> {
  await setClock(page, sight);
  await act();
  return await page.evaluate(() => (window as ClockedWindow).benchClock ?? Number.NaN);
}

/** Puts the clock into the page; `benchClock` there is the promise of what it will say. */
export async function setClock(page: Page, { selector, text, from }: ClockedSight): Promise<void> {
  await page.evaluate(
    ([wanted, pattern, event, limitMs]) => {
      const fits = new RegExp(pattern);
      const isThere = () => [...document.querySelectorAll(wanted)].some((found) => fits.test(found.textContent ?? ""));
      const clocked = window as ClockedWindow;
      clocked.benchClock = new Promise((resolve, reject) => {
        setTimeout(() => reject(new Error(`${wanted} did not show ${pattern}`)), limitMs);
        const begin = () => {
          if (isThere()) reject(new Error(`${wanted} showed ${pattern} before anything was pressed`));
          const startedAt = performance.now();
          const look = () => {
            // A task after the frame's callback runs when the frame has been drawn.
            if (isThere()) requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - startedAt)));
            else requestAnimationFrame(look);
          };
          look();
        };
        window.addEventListener(event, begin, { capture: true, once: true });
      });
    },
    [selector, text.source, from, timeoutMs] as const,
  );
}
