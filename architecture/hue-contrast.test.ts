// Every hue that an environment can wear is readable in every theme: WCAG 2.2's contrast of small text.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { environmentHues } from "../shared/connections/environments.ts";

const css = readFileSync(join(import.meta.dirname, "../renderer/ui/tokens.css"), "utf8");
const themes = ["light", "dark", "contrast"] as const;

/** The tokens of a theme: those of its block before those of the root, as the browser does it. */
function tokensOf(theme: (typeof themes)[number]): ReadonlyMap<string, string> {
  const tokens = new Map<string, string>();
  for (const [, selector = "", body = ""] of css.matchAll(/^([^\s{}][^{}]*)\{([^}]*)\}/gm)) {
    if (!selector.includes(":root") && !selector.includes(`[data-theme="${theme}"]`)) continue;
    for (const [, name = "", value = ""] of body.matchAll(/(--[\w-]+):\s*(#[0-9a-f]{6})/gi)) tokens.set(name, value);
  }
  return tokens;
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(left: string, right: string): number {
  const [dark = 0, light = 0] = [luminance(left), luminance(right)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

describe.each(themes)("hues in the theme %s", (theme) => {
  const tokens = tokensOf(theme);
  const token = (name: string) => tokens.get(name) ?? "";

  it("can be read as words on their soft ground and on surfaces, and under words where they are solid", () => {
    const pairs = environmentHues.flatMap((hue) => [
      [`--hue-${hue}`, `--hue-${hue}-soft`],
      [`--hue-${hue}`, "--bg-surface"],
      [`--hue-${hue}`, "--bg-raised"],
      ["--text-on-solid", `--hue-${hue}-solid`],
    ]);
    const weak = pairs.filter(([left = "", right = ""]) => !(contrast(token(left), token(right)) >= 4.5));
    expect(weak).toEqual([]);
  });

  it("differ from each other and from every severity", () => {
    const hues = environmentHues.map((hue) => token(`--hue-${hue}`));
    const severities = ["error", "warning", "info", "success", "accent"].map((name) => token(`--${name}`));
    expect(new Set([...hues, ...severities]).size).toBe(hues.length + severities.length);
  });
});
