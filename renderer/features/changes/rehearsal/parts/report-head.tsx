import type { ReactNode } from "react";

interface ReportHeadProps {
  readonly title: string;
  readonly note?: string | undefined;
  readonly children?: ReactNode;
}

/** The head of one part of a report. */
export function ReportHead({ title, note, children }: ReportHeadProps) {
  return (
    <header className="rehearsal-head">
      <h2>{title}</h2>
      {note !== undefined && <span className="muted grow">{note}</span>}
      {children}
    </header>
  );
}
