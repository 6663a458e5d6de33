import type { ReactNode } from "react";
import "./decision-bar.css";

/** The words of the decision bar: the consequence first. */
export function DecisionText({ strong, children }: { readonly strong: string; readonly children: ReactNode }) {
  return (
    <div className="decision-text">
      <strong>{strong}</strong> {children}
    </div>
  );
}
