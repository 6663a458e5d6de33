import { LoudEmitter } from "../main/loud.ts";

type ThemeSource = "system" | "light" | "dark";

/** `nativeTheme`; the system of the stand-in is light. */
export class Theme extends LoudEmitter {
  private source: ThemeSource = "system";
  private readonly apply: () => void;

  constructor(apply: () => void) {
    super();
    this.apply = apply;
  }

  get themeSource(): ThemeSource {
    return this.source;
  }

  set themeSource(source: ThemeSource) {
    this.source = source;
    this.apply();
    this.emit("updated");
  }

  get shouldUseDarkColors(): boolean {
    return this.source === "dark";
  }

  /** What Chromium is told to prefer. */
  get mediaFeatures(): readonly { readonly name: string; readonly value: string }[] {
    return this.source === "system" ? [] : [{ name: "prefers-color-scheme", value: this.source }];
  }
}
