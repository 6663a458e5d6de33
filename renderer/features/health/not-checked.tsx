import { CircleAlert } from "lucide-react";
import type { NotCheckedIndexes } from "../../../shared/indexes/contract.ts";
import { visibleName } from "../../ui/display/visible-name.ts";

/** What could not be read, so that nobody takes silence for an answer. */
export function NotChecked({ entries }: { readonly entries: readonly NotCheckedIndexes[] }) {
  if (entries.length === 0) return null;
  return (
    <section className="health-not-checked" aria-label="Not checked">
      {entries.map(({ what, message, hint }) => (
        <p key={what}>
          <CircleAlert aria-hidden className="health-not-checked-icon" /> Not checked: {visibleName(what)}.{" "}
          {visibleName(message)} {hint && visibleName(hint)}
        </p>
      ))}
    </section>
  );
}
