import { CircleCheck } from "lucide-react";
import type { QueryAdvice, RefusedCandidate } from "../../../shared/adviser/model.ts";
import { formatBytes, formatCount, formatMs } from "../../ui/display/format.ts";
import { SqlText } from "../../ui/display/sql-text.tsx";
import { visibleName } from "../../ui/display/visible-name.ts";
import { PanelSection } from "../../ui/frame/section.tsx";
import { OtherAdviceView } from "./other-advice-view.tsx";
import { ProofCard } from "./proof-card.tsx";

/** What the adviser says of one query. */
export function AdviceView({ advice }: { readonly advice: QueryAdvice }) {
  const { recommendations, none, otherAdvice, refused, parameters, before, query } = advice;
  return (
    <div className="advice">
      {none !== null && (
        <section className="advice-none" aria-label="No index">
          <CircleCheck aria-hidden className="advice-icon" />
          <div>
            <h2 className="advice-none-title">No index is advised</h2>
            <p>{visibleName(none.reason)}</p>
            {before !== null && (
              <p className="muted">
                Measured on a branch: {formatMs(before.ms)}, {formatCount(before.buffers)} pages.
              </p>
            )}
          </div>
        </section>
      )}
      {recommendations.map((recommendation) => (
        <ProofCard key={recommendation.ddl} recommendation={recommendation} query={query} />
      ))}
      {parameters.length > 0 && (
        <p className="advice-note">
          Measured with values of the statistics:{" "}
          {parameters.map((value, place) => `$${place + 1} = ${value}`).join(", ")}
        </p>
      )}
      {otherAdvice.map((other) => (
        <OtherAdviceView key={other.message} advice={other} />
      ))}
      {refused.length > 0 && <RefusedView refused={refused} />}
    </div>
  );
}

function RefusedView({ refused }: { readonly refused: readonly RefusedCandidate[] }) {
  return (
    <PanelSection title="Tried and refused" count={refused.length} isCollapsible>
      <ul className="advice-refused">
        {refused.map(({ ddl, reason, sizeBytes, after }) => (
          <li key={ddl}>
            <SqlText sql={shortDdl(ddl)} isInline />
            <p>{visibleName(reason)}</p>
            {after !== null && (
              <p className="muted">
                {formatCount(after.buffers)} pages, {formatMs(after.ms)}
                {sizeBytes !== null && `, ${formatBytes(sizeBytes)}`}
              </p>
            )}
          </li>
        ))}
      </ul>
    </PanelSection>
  );
}

/** One line without the words that all of them share. */
function shortDdl(ddl: string): string {
  return ddl
    .replaceAll(/\s+/g, " ")
    .replace(/^CREATE INDEX (CONCURRENTLY )?/, "")
    .replace(/;$/, "");
}
