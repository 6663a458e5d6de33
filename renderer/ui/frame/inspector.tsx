import { X } from "lucide-react";
import { type ReactNode, useEffect } from "react";
import { createPortal } from "react-dom";
import { IconButton } from "../controls/button.tsx";
import "./inspector.css";
import { useFrameSlots, useIsVisible } from "./slots.tsx";

interface InspectorProps {
  readonly title: ReactNode;
  readonly actions?: ReactNode;
  readonly onClose?: (() => void) | undefined;
  readonly children: ReactNode;
}

/** Details of what is chosen, in the panel on the right. Shown while its view is. */
export function Inspector({ title, actions, onClose, children }: InspectorProps) {
  const slots = useFrameSlots();
  const isVisible = useIsVisible();
  const claim = slots?.claimInspector;
  useEffect(() => (isVisible && claim ? claim() : undefined), [isVisible, claim]);
  if (!slots?.inspector || !isVisible) return null;
  return createPortal(
    <section className="inspector" aria-label={typeof title === "string" ? title : "Details"}>
      <header className="inspector-head">
        <h2 className="inspector-title grow cut">{title}</h2>
        {actions}
        <IconButton label="Close details" icon={X} isSmall onPress={onClose ?? slots.closeInspector} />
      </header>
      <div className="inspector-body">{children}</div>
    </section>,
    slots.inspector,
  );
}
