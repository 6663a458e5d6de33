import type { IcicleBox } from "./layout-icicle.ts";

/** The box that an arrow leads to from the box `key`: above, below (the widest), or beside it in its row; null for none. */
export function nextBox(boxes: readonly IcicleBox[], key: string, pressed: string): string | null {
  const at = boxes.find((box) => box.drawn.key === key);
  if (!at) return null;
  switch (pressed) {
    case "ArrowUp":
      return at.parentKey !== null && boxes.some((box) => box.drawn.key === at.parentKey) ? at.parentKey : null;
    case "ArrowDown": {
      const below = boxes.filter((box) => box.parentKey === key);
      return (
        below.reduce<IcicleBox | null>((most, box) => (box.width > (most?.width ?? 0) ? box : most), null)?.drawn.key ??
        null
      );
    }
    case "ArrowLeft":
    case "ArrowRight": {
      const row = boxes.filter((box) => box.depth === at.depth).toSorted((a, b) => a.left - b.left);
      return row[row.indexOf(at) + (pressed === "ArrowRight" ? 1 : -1)]?.drawn.key ?? null;
    }
    case "Home":
      return boxes[0]?.drawn.key ?? null;
    case "End":
      return boxes.at(-1)?.drawn.key ?? null;
    default:
      return null;
  }
}
