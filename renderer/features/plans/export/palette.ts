/** The colours of a picture that leaves the app. */
export interface PicturePalette {
  readonly surface: string;
  readonly text: string;
  readonly soft: string;
  readonly line: string;
  readonly track: string;
  /** Five steps of heat, and the text on them. */
  readonly heat: readonly string[];
  readonly heatText: string;
  readonly heatTextTop: string;
}

/** The palette of the theme on screen. */
export function readPalette(): PicturePalette {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string) => style.getPropertyValue(name).trim();
  return {
    surface: token("--bg-surface"),
    text: token("--text-1"),
    soft: token("--text-3"),
    line: token("--border-1"),
    track: token("--bg-sunken"),
    heat: [0, 1, 2, 3, 4].map((step) => token(`--heat-${step}`)),
    heatText: token("--heat-text"),
    heatTextTop: token("--heat-text-top"),
  };
}
