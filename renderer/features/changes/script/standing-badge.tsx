import { Check, CircleHelp, CircleX } from "lucide-react";
import { Badge } from "../../../ui/display/badge.tsx";
import type { StatementStanding } from "../decision/application-progress.ts";

const looks = {
  applied: { tone: "success", icon: Check, word: "applied" },
  failed: { tone: "danger", icon: CircleX, word: "failed on the target" },
  inDoubt: { tone: "warning", icon: CircleHelp, word: "sent, end unknown" },
} as const;

/** Where a statement stands on the target. */
export function StandingBadge({ standing }: { readonly standing: StatementStanding }) {
  if (standing === "notRun") return <Badge>not run</Badge>;
  const { tone, icon, word } = looks[standing];
  return (
    <Badge tone={tone} icon={icon}>
      {word}
    </Badge>
  );
}
