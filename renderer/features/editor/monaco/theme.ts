import type * as MonacoApi from "monaco-editor/editor/editor.api.js";

const themeName = "steward";

/** Token of the grammar -> the app's own colour. */
const tokenColours: readonly (readonly [string, string])[] = [
  ["keyword", "--code-keyword"],
  ["operator", "--text-1"],
  ["predefined", "--code-function"],
  ["string", "--value-string"],
  ["number", "--value-number"],
  ["comment", "--code-comment"],
  ["identifier", "--text-1"],
  ["delimiter", "--text-2"],
];

const editorColours: readonly (readonly [string, string])[] = [
  ["editor.background", "--bg-surface"],
  ["editor.foreground", "--text-1"],
  ["editorLineNumber.foreground", "--text-3"],
  ["editorLineNumber.activeForeground", "--text-1"],
  ["editorCursor.foreground", "--accent-solid"],
  ["editor.selectionBackground", "--bg-selected"],
  ["editor.inactiveSelectionBackground", "--bg-sunken"],
  ["editor.wordHighlightBackground", "--bg-sunken"],
  ["editorBracketMatch.background", "--bg-selected"],
  ["editorBracketMatch.border", "--border-2"],
  ["editorWidget.background", "--bg-raised"],
  ["editorWidget.foreground", "--text-1"],
  ["editorWidget.border", "--border-2"],
  ["editorHoverWidget.background", "--bg-raised"],
  ["editorHoverWidget.border", "--border-2"],
  ["editorSuggestWidget.background", "--bg-raised"],
  ["editorSuggestWidget.border", "--border-2"],
  ["editorSuggestWidget.foreground", "--text-1"],
  ["editorSuggestWidget.selectedBackground", "--bg-selected"],
  ["editorSuggestWidget.selectedForeground", "--text-1"],
  ["editorSuggestWidget.highlightForeground", "--accent"],
  ["editorSuggestWidget.focusHighlightForeground", "--accent"],
  ["editorError.foreground", "--error"],
  ["editorWarning.foreground", "--warning"],
  ["input.background", "--bg-surface"],
  ["input.foreground", "--text-1"],
  ["input.border", "--border-control"],
  ["focusBorder", "--focus-ring"],
  ["scrollbarSlider.background", "--border-2"],
  ["scrollbarSlider.hoverBackground", "--border-control"],
];

/** Draws Monaco in the tokens of the theme that the page has, now and whenever it changes. */
export function followTheme(monaco: typeof MonacoApi): void {
  const apply = () => {
    const style = getComputedStyle(document.documentElement);
    const colour = (token: string) => toHex(style.getPropertyValue(token).trim());
    const isDark = style.colorScheme.includes("dark");
    monaco.editor.defineTheme(themeName, {
      base: isDark ? "vs-dark" : "vs",
      inherit: false,
      rules: tokenColours.map(([token, name]) => ({ token, foreground: colour(name).slice(1) })),
      colors: Object.fromEntries([
        ...editorColours.map(([key, name]) => [key, colour(name)]),
        ["editor.lineHighlightBackground", "#00000000"],
        ["editor.lineHighlightBorder", "#00000000"],
      ]),
    });
    monaco.editor.setTheme(themeName);
  };
  apply();
  const changes = new MutationObserver(apply);
  changes.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", apply);
}

/** `#abc`, `#aabbcc` or `rgb(1 2 3 / 0.5)` as Monaco reads it: `#rrggbb` or `#rrggbbaa`. */
export function toHex(colour: string): string {
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/i.exec(colour);
  if (short)
    return `#${short
      .slice(1)
      .map((digit) => digit + digit)
      .join("")}`;
  if (/^#[0-9a-f]{6}([0-9a-f]{2})?$/i.test(colour)) return colour;
  const [red = 0, green = 0, blue = 0, alpha = 1] = (colour.match(/[\d.]+/g) ?? []).map(Number);
  const hex = (value: number) => Math.round(value).toString(16).padStart(2, "0");
  return `#${hex(red)}${hex(green)}${hex(blue)}${alpha === 1 ? "" : hex(alpha * 255)}`;
}
