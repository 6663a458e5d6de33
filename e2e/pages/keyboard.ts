import { expect, type Locator, type Page } from "@playwright/test";

/** A person who has no pointer: everything goes through keys, and the focus has to be seen. */
export class Keyboard {
  readonly page: Page;
  /** Where the focus was without being visible. */
  readonly unseen: string[] = [];

  constructor(page: Page) {
    this.page = page;
  }

  /** Counts what a pointer does from now on; a click that a key makes is none. */
  async watchPointer(): Promise<() => Promise<number>> {
    await this.page.evaluate(() => {
      const state = Object.assign(window, { pointerUses: 0 });
      for (const name of ["pointerdown", "mousedown", "wheel"])
        window.addEventListener(name, () => state.pointerUses++, { capture: true });
    });
    return () => this.page.evaluate(() => (window as unknown as { pointerUses: number }).pointerUses);
  }

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text);
  }

  /** Presses `key` until `target` has the focus, or holds it. */
  async goTo(target: Locator, key = "Tab", most = 60): Promise<void> {
    for (let step = 0; step < most; step++) {
      await this.noteFocus();
      if (await this.isIn(target)) return;
      await this.page.keyboard.press(key);
    }
    throw new Error(`${target} cannot be reached with ${key}; the focus is on ${await this.where()}`);
  }

  /** Waits until the focus is in `target`. */
  async expectIn(target: Locator): Promise<void> {
    await expect
      .poll(async () => (await this.isIn(target)) || (await this.where()), { message: `the focus is in ${target}` })
      .toBe(true);
    await this.noteFocus();
  }

  private async isIn(target: Locator): Promise<boolean> {
    if ((await target.count()) === 0) return false;
    return target.first().evaluate((element) => element.contains(document.activeElement));
  }

  private where(): Promise<string> {
    return this.page.evaluate(() => document.activeElement?.outerHTML.slice(0, 200) ?? "nothing");
  }

  private async noteFocus(): Promise<void> {
    const unseen = await this.page.evaluate(() => {
      const drawsFocus = (element: Element) => {
        const { outlineStyle, outlineWidth, boxShadow, borderColor } = getComputedStyle(element);
        const hasOutline = outlineStyle !== "none" && Number.parseFloat(outlineWidth) > 0;
        return hasOutline || boxShadow !== "none" || element.matches(".monaco-editor, .palette-field") || !borderColor;
      };
      const owner = document.activeElement;
      if (!owner || owner === document.body) return null;
      // A tree keeps the focus itself and marks the line that it means.
      const active = document.getElementById(owner.getAttribute("aria-activedescendant") ?? "") ?? owner;
      for (let element: Element | null = active, up = 0; element && up < 4; element = element.parentElement, up++)
        if (drawsFocus(element)) return null;
      return active.closest(".monaco-editor") ? null : active.outerHTML.slice(0, 160);
    });
    if (unseen !== null && !this.unseen.includes(unseen)) this.unseen.push(unseen);
  }
}
