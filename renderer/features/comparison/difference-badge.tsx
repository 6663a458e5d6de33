import type { DifferenceKind } from "../../../shared/comparison/schema-model.ts";
import { Badge } from "../../ui/display/badge.tsx";

const tones = { added: "success", removed: "danger", changed: "warning" } as const;

/** What happens to something on the way from the first database to the second. */
export function DifferenceBadge({ kind }: { readonly kind: DifferenceKind }) {
  return <Badge tone={tones[kind]}>{kind}</Badge>;
}
