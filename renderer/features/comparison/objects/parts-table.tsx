import type { PartDifference, PropertyDifference } from "../../../../shared/comparison/schema-model.ts";
import { Badge } from "../../../ui/display/badge.tsx";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { DifferenceBadge } from "../difference-badge.tsx";

/** What only our own reading found. */
export function NotInScript() {
  return <Badge tone="warning">not in the script</Badge>;
}

interface PartLine {
  /** Null on further lines of the same part. */
  readonly part: PartDifference | null;
  readonly detail: PropertyDifference | null;
}

interface PartsTableProps {
  readonly parts: readonly PartDifference[];
  /** What the columns of both sides are called. */
  readonly from: string;
  readonly to: string;
}

/** Which parts of an object differ, and in what. */
export function PartsTable({ parts, from, to }: PartsTableProps) {
  const lines = parts.flatMap((part): readonly PartLine[] =>
    part.details.length === 0
      ? [{ part, detail: null }]
      : part.details.map((detail, at) => ({ part: at === 0 ? part : null, detail })),
  );
  return (
    <div className="diff-parts">
      <table className="data-table" aria-label="What differs">
        <colgroup>
          <col className="diff-part-column" />
          <col className="diff-property-column" />
          <col />
          <col />
        </colgroup>
        <thead>
          <tr>
            <th scope="col">Part</th>
            <th scope="col">Property</th>
            <th scope="col">{from}</th>
            <th scope="col">{to}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ part, detail }, at) => (
            <tr key={at}>
              <td>
                {part && (
                  <span className="diff-part">
                    <DifferenceBadge kind={part.kind} />
                    <span className="cut">{visibleName(`${part.word} ${part.name}`.trim())}</span>
                    {part.source === "catalog" && !detail?.isMissed && <NotInScript />}
                  </span>
                )}
              </td>
              <td>
                <span className="diff-part">
                  {detail?.label}
                  {detail?.isMissed && <NotInScript />}
                </span>
              </td>
              <PropertyCell value={detail?.from} />
              <PropertyCell value={detail?.to} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function PropertyCell({ value }: { readonly value: string | null | undefined }) {
  if (value === undefined || value === null) return <td className="muted">–</td>;
  const text = visibleName(value.replaceAll("\n", " "));
  return (
    <td className="mono" title={text}>
      {text}
    </td>
  );
}
