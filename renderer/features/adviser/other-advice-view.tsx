import { Lightbulb } from "lucide-react";
import type { OtherAdvice } from "../../../shared/adviser/model.ts";
import { CopyButton } from "../../ui/display/copy-button.tsx";
import { SqlText } from "../../ui/display/sql-text.tsx";
import { visibleName } from "../../ui/display/visible-name.ts";

/** Advice that is not an index. */
export function OtherAdviceView({ advice: { message, sql } }: { readonly advice: OtherAdvice }) {
  return (
    <section className="advice-other" aria-label="Other advice">
      <Lightbulb aria-hidden className="advice-icon" />
      <div className="grow">
        <p>{visibleName(message)}</p>
        {sql !== undefined && <SqlText sql={sql} />}
      </div>
      {sql !== undefined && <CopyButton text={sql} label="Copy the SQL" />}
    </section>
  );
}
