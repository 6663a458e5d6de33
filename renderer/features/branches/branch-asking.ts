import type { Branch } from "../../../shared/branches/model.ts";

/** What the Branches section asks now. */
export type BranchAsking =
  | { readonly kind: "nothing" }
  | { readonly kind: "stale" }
  | { readonly kind: "snapshots" }
  | { readonly kind: "usage" }
  | { readonly kind: "create"; readonly parentId: string | null }
  | { readonly kind: "delete" | "reset" | "restore" | "change" | "maskingRules" | "mask"; readonly branch: Branch };

/** What can be asked about one branch. */
export type BranchQuestion = Exclude<BranchAsking["kind"], "nothing" | "stale" | "snapshots" | "usage">;
