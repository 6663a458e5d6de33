import type { ReactNode } from "react";
import { SidebarHead, SidebarLabel } from "../../ui/frame/section.tsx";
import "./monitor.css";

/** What the monitor does and does not do; `choice` is what else Health may look at. */
export function MonitorSidebar({ choice }: { readonly choice: ReactNode }) {
  return (
    <nav className="monitor-sidebar" aria-label="Health">
      <SidebarHead title="Health" />
      {choice}
      <SidebarLabel>How it looks</SidebarLabel>
      <p className="monitor-note">
        One look reads sessions, waits and counters in one read-only transaction. It is repeated every two seconds while
        this page is shown.
      </p>
      <p className="monitor-note">
        A compute that sleeps is looked at only when you ask, and kept awake only in live mode, for as long as you say.
      </p>
    </nav>
  );
}
