// Asks main about the windows that a page opens, instead of letting Chromium make them. A popup that main closes at
// once races with whoever attaches to it (Playwright does), and then the page's own script hangs.

/** Tells main that the page wants a window with this address. */
export type TellWindowOpen = (url: string) => void;

/** Takes over `window.open` and clicks on links that lead to another window. No window comes of either. */
export function holdOpenedWindows(tell: TellWindowOpen): void {
  const open = window.open.bind(window);
  window.open = (url = "", target = "", features = "") => {
    if (!leadsToOtherWindow(target || "_blank")) return open(url, target, features);
    tell(resolve(String(url)));
    return null;
  };
  // Behind the page's own listeners, which may prevent the click.
  for (const name of ["click", "auxclick"] as const) {
    window.addEventListener(name, (event) => {
      const link = event.defaultPrevented ? null : linkIn(event);
      if (!link || link.hasAttribute("download") || !opensWindow(event, link)) return;
      event.preventDefault();
      tell(link.href);
    });
  }
}

function linkIn(event: Event): HTMLAnchorElement | null {
  const isLink = (node: EventTarget): node is HTMLAnchorElement =>
    node instanceof HTMLAnchorElement && node.href !== "";
  return event.composedPath().find(isLink) ?? null;
}

function opensWindow(event: MouseEvent, link: HTMLAnchorElement): boolean {
  if (event.button === 2) return false;
  return event.button === 1 || event.ctrlKey || event.metaKey || event.shiftKey || leadsToOtherWindow(link.target);
}

function leadsToOtherWindow(target: string): boolean {
  if (["", "_self", "_parent", "_top"].includes(target.toLowerCase())) return false;
  return !document.querySelector(`iframe[name="${CSS.escape(target)}"]`);
}

/** As Chromium does: an empty address is a blank page, a wrong one an error of the caller. */
function resolve(url: string): string {
  if (url === "") return "about:blank";
  try {
    return new URL(url, document.baseURI).href;
  } catch {
    throw new DOMException(`Unable to open a window with invalid URL '${url}'.`, "SyntaxError");
  }
}
