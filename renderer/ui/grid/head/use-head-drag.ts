import { type PointerEvent, useRef, useState } from "react";

/** Where a dragged head would land. */
export interface HeadDrop {
  readonly column: number;
  readonly target: number;
  readonly side: "before" | "after";
}

/** Follows a head that is dragged over the others. */
export function useHeadDrag(onMove: (column: number, target: number, side: "before" | "after") => void) {
  const [drop, setDrop] = useState<HeadDrop | null>(null);
  const latest = useRef<HeadDrop | null>(null);
  const keep = (next: HeadDrop | null) => {
    latest.current = next;
    setDrop((before) => (before?.target === next?.target && before?.side === next?.side ? before : next));
  };
  const onDrag = (column: number, event: PointerEvent) => {
    const under = document.elementFromPoint(event.clientX, event.clientY)?.closest<HTMLElement>("[data-head-column]");
    const target = under ? Number(under.dataset.headColumn) : column;
    if (!under || target === column) return keep(null);
    const { left, width } = under.getBoundingClientRect();
    keep({ column, target, side: event.clientX < left + width / 2 ? "before" : "after" });
  };
  const onDrop = (isDone: boolean) => {
    const last = latest.current;
    keep(null);
    if (isDone && last) onMove(last.column, last.target, last.side);
  };
  return { drop, onDrag, onDrop };
}
