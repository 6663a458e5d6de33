import type { ReactNode } from "react";
import { createPortal } from "react-dom";
import { useFrameSlots, useIsVisible } from "./slots.tsx";
import "./status-item.css";

interface StatusItemProps {
  readonly side: "left" | "right";
  readonly children: ReactNode;
  readonly onPress?: (() => void) | undefined;
  readonly label?: string | undefined;
}

/** One item as the status bar shows it. */
export function StatusBox({ children, onPress, label }: Omit<StatusItemProps, "side">) {
  if (!onPress)
    return (
      <span className="status-item" title={label}>
        {children}
      </span>
    );
  return (
    <button type="button" className="status-item status-item-button" aria-label={label} onClick={onPress}>
      {children}
    </button>
  );
}

/** Something that a view says in the status bar while it is shown. */
export function StatusItem({ side, ...item }: StatusItemProps) {
  const slots = useFrameSlots();
  const isVisible = useIsVisible();
  const place = side === "left" ? slots?.statusLeft : slots?.statusRight;
  return place && isVisible ? createPortal(<StatusBox {...item} />, place) : null;
}
