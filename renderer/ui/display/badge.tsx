import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import "./badge.css";

interface BadgeProps {
  readonly tone?: "neutral" | "info" | "success" | "warning" | "danger" | "accent" | undefined;
  readonly icon?: LucideIcon | undefined;
  readonly children: ReactNode;
}

/** A word about the state of what stands beside it. */
export function Badge({ tone = "neutral", icon: Icon, children }: BadgeProps) {
  return (
    <span className={`badge badge-${tone}`}>
      {Icon && <Icon aria-hidden className="badge-icon" />}
      {children}
    </span>
  );
}
