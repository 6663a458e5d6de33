import type { Account } from "../../../shared/accounts/model.ts";
import type { PasswordKeeping } from "../../../shared/connections/contract.ts";
import { count } from "./count.ts";

/** What kind of key it is, and how far it reaches. */
export function keyText({ keyKind, organisations }: Pick<Account, "keyKind" | "organisations">): string {
  if (keyKind === "personal")
    return organisations.length > 0
      ? `Personal key, reaches ${count(organisations.length, "organisation")}: ${organisations.join(", ")}`
      : "Personal key";
  if (keyKind === "organisation") return `Key of an organisation or of one of its projects${listed(organisations)}`;
  return `Key of a kind that this version of Steward does not know${listed(organisations)}`;
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? "" : `: ${names.join(", ")}`;
}

/** Where a key will be kept; said before one is typed. */
export function keyKeepingText({ place }: PasswordKeeping): string {
  if (place.kind === "memory")
    return "It is kept in memory only, and asked for again after the next start. A passphrase, set in a connection’s form, would keep it.";
  const by = place.kind === "keyring" ? `by the keyring ${place.name}` : "under your passphrase";
  return `It is sent to Neon's API only, and kept encrypted ${by}.`;
}
