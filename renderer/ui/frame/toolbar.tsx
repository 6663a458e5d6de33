import type { ReactNode } from "react";
import "./toolbar.css";

/** Controls of the view below. */
export function Toolbar({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className="toolbar" role="toolbar" aria-label={label}>
      {children}
    </div>
  );
}

/** Pushes what follows to the right end. */
export function ToolbarSpace() {
  return <span className="grow" />;
}

/** A line between groups of controls. */
export function ToolbarRule() {
  return <span className="toolbar-rule" aria-hidden="true" />;
}
