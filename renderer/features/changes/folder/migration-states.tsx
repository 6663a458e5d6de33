import {
  Check,
  CircleAlert,
  CircleDashed,
  CircleHelp,
  CircleSlash,
  CircleX,
  FileDiff,
  type LucideIcon,
  TriangleAlert,
} from "lucide-react";
import type { MigrationState } from "../../../../shared/changes/model.ts";
import { Badge } from "../../../ui/display/badge.tsx";

interface StateLook {
  readonly label: string;
  readonly icon: LucideIcon;
  readonly tone: "neutral" | "info" | "success" | "warning" | "danger";
  /** What it means and what to do; null where nothing is to be done. */
  readonly advice: string | null;
}

/** The states of a migration in the folder, in words. */
export const migrationStates: Readonly<Record<MigrationState, StateLook>> = {
  pending: { label: "pending", icon: CircleDashed, tone: "info", advice: null },
  applied: { label: "applied", icon: Check, tone: "success", advice: null },
  changed: {
    label: "changed",
    icon: FileDiff,
    tone: "danger",
    advice:
      "It was applied, and its file is another one now. Restore the file, or write the change as a new migration.",
  },
  missing: {
    label: "missing",
    icon: CircleSlash,
    tone: "danger",
    advice: "It was applied, and its file is gone. Bring the file back from version control.",
  },
  outOfOrder: {
    label: "out of order",
    icon: TriangleAlert,
    tone: "warning",
    advice: "A later migration is applied already. Check that this one still fits, or give it a new number.",
  },
  unfinished: {
    label: "unfinished",
    icon: CircleAlert,
    tone: "danger",
    advice: "It was stopped part of the way. Open its change request to continue or roll back.",
  },
  failed: {
    label: "failed",
    icon: CircleX,
    tone: "danger",
    advice:
      "The tool's own table says that it was begun and did not end. Look at the database, then let the tool repair or resolve it.",
  },
  unknown: {
    label: "not known",
    icon: CircleHelp,
    tone: "warning",
    advice: "The tool's own table cannot be read, so nobody can say whether this is applied.",
  },
};

/** The state as an icon and a word. */
export function MigrationStateBadge({ state }: { readonly state: MigrationState }) {
  const { label, icon, tone } = migrationStates[state];
  return (
    <Badge tone={tone} icon={icon}>
      {label}
    </Badge>
  );
}
