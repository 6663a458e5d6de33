const focusable =
  'button:not([disabled]):not([tabindex="-1"]), input:not([disabled]), textarea, select, a[href], [tabindex]:not([tabindex="-1"])';

/** What a region is for, the best first: the text of a query, rows, a tree. Its tabs and tools are a Shift+Tab away. */
const heart = [
  ".sql-editor textarea",
  '[role="grid"] [tabindex="0"]',
  '[role="treegrid"] [tabindex="0"], [role="tree"][tabindex="0"]',
];
/** After this the first control has the focus, so that it is somewhere; what comes until the end still gets it. */
const patienceMs = 1_200;
const endMs = 15_000;

/** Puts the focus into the next (or previous) region that is on screen: on what it is for, else its first control. */
export function focusNextRegion(step: 1 | -1): void {
  const regions = [...document.querySelectorAll<HTMLElement>("[data-region]")].filter(
    (region) => isShown(region) && targetIn(region) !== null,
  );
  if (regions.length === 0) return;
  // Results are a region inside of the main one.
  const at = regions.findLastIndex((region) => region.contains(document.activeElement));
  const next = regions[at < 0 ? 0 : (at + step + regions.length) % regions.length];
  if (next) targetIn(next)?.focus();
}

/**
 * Puts the focus on what the main region is for as soon as that is there: after a key that opened, closed or changed a
 * tab, which leaves nothing with the focus; on its first control when nothing else comes. The user who goes elsewhere
 * meanwhile is left alone.
 */
export function focusMainSoon(): void {
  let before = document.activeElement;
  let isSettled = false;
  const startMs = performance.now();
  const end = new AbortController();
  for (const name of ["keydown", "pointerdown"])
    window.addEventListener(name, () => end.abort(), { capture: true, signal: end.signal });
  const look = () => {
    const active = document.activeElement;
    const isFree = active === before || active === document.body || active === null;
    const waitedMs = performance.now() - startMs;
    if (end.signal.aborted || !isFree || waitedMs > endMs) return end.abort();
    const main = document.querySelector<HTMLElement>('[data-region="main"]');
    const target = main && heartOf(main);
    if (target) {
      target.focus();
      return end.abort();
    }
    if (main && waitedMs > patienceMs && !isSettled) {
      isSettled = true;
      targetIn(main)?.focus();
      before = document.activeElement;
    }
    if (isSettled) setTimeout(look, 100);
    else requestAnimationFrame(look);
  };
  // The key that asked for it is still on its way, and the screen has not changed yet.
  requestAnimationFrame(() => requestAnimationFrame(look));
}

function targetIn(region: HTMLElement): HTMLElement | null {
  return heartOf(region) ?? shownIn(region, focusable);
}

function heartOf(region: HTMLElement): HTMLElement | null {
  for (const selector of heart) {
    const found = shownIn(region, selector);
    if (found) return found;
  }
  return null;
}

function shownIn(region: HTMLElement, selector: string): HTMLElement | null {
  return [...region.querySelectorAll<HTMLElement>(selector)].find(isShown) ?? null;
}

function isShown(element: HTMLElement): boolean {
  return element.offsetParent !== null && element.checkVisibility();
}
