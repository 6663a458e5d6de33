import { OctagonAlert, ShieldCheck, TriangleAlert } from "lucide-react";
import type { MigrationClass } from "../../../../shared/changes/model.ts";
import { Badge } from "../../../ui/display/badge.tsx";

const looks = {
  safe: { tone: "success", icon: ShieldCheck },
  risky: { tone: "warning", icon: TriangleAlert },
  breaking: { tone: "danger", icon: OctagonAlert },
} as const;

/** What a statement or migration may do to a running system. */
export function ClassBadge({ value }: { readonly value: MigrationClass }) {
  return (
    <Badge tone={looks[value].tone} icon={looks[value].icon}>
      {value}
    </Badge>
  );
}
