const focusable =
  'button:not([disabled]):not([tabindex="-1"]), input:not([disabled]), textarea, select, a[href], [tabindex]:not([tabindex="-1"])';

/** Puts the focus into the next (or previous) region that is on screen: where it was there last, else its first control. */
export function focusNextRegion(step: 1 | -1): void {
  const regions = [...document.querySelectorAll<HTMLElement>("[data-region]")].filter(
    (region) => region.offsetParent !== null && region.querySelector(focusable) !== null,
  );
  if (regions.length === 0) return;
  const at = regions.findIndex((region) => region.contains(document.activeElement));
  const next = regions[at < 0 ? 0 : (at + step + regions.length) % regions.length];
  const target = [...(next?.querySelectorAll<HTMLElement>(focusable) ?? [])].find(
    (element) => element.offsetParent !== null,
  );
  target?.focus();
}
