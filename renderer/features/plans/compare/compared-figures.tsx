import type { ComparedFigure, PlanComparison } from "../../../../shared/plans/comparing/compare-plans.ts";
import { formatCount, formatMs } from "../../../ui/display/format.ts";
import { factorWords, signed } from "../rules/signed.ts";

const rows: readonly {
  readonly label: string;
  readonly key: keyof PlanComparison["totals"];
  readonly print: (value: number) => string;
  readonly isNeutral?: boolean;
}[] = [
  { label: "Execution", key: "executionMs", print: formatMs },
  { label: "Planning", key: "planningMs", print: formatMs },
  { label: "Buffers hit", key: "hitBlocks", print: formatCount, isNeutral: true },
  { label: "Buffers read", key: "readBlocks", print: formatCount },
  { label: "Temp blocks written", key: "tempBlocks", print: formatCount },
  { label: "Cost", key: "cost", print: (value) => formatCount(Math.round(value)) },
  { label: "Rows of the result", key: "rows", print: formatCount, isNeutral: true },
];

/** The totals side by side, each with its signed change. */
export function ComparedFigures({ totals }: { readonly totals: PlanComparison["totals"] }) {
  const shown = rows.filter(({ key }) => isWorthALine(totals[key]));
  return (
    <table className="comparison-figures" aria-label="Totals of both plans">
      <thead>
        <tr>
          {["Total", "Before", "After", "Change"].map((title) => (
            <th key={title} scope="col">
              {title}
            </th>
          ))}
          <td />
        </tr>
      </thead>
      <tbody>
        {shown.map(({ label, key, print, isNeutral }) => (
          <FigureRow key={key} label={label} figure={totals[key]} print={print} isNeutral={isNeutral ?? false} />
        ))}
      </tbody>
    </table>
  );
}

function isWorthALine({ before, after }: ComparedFigure): boolean {
  return (before ?? 0) !== 0 || (after ?? 0) !== 0;
}

interface FigureRowProps {
  readonly label: string;
  readonly figure: ComparedFigure;
  readonly print: (value: number) => string;
  readonly isNeutral: boolean;
}

function FigureRow({ label, figure: { before, after }, print, isNeutral }: FigureRowProps) {
  const isBoth = before !== null && after !== null;
  const words = isBoth ? factorWords(before, after) : null;
  const tone = !isBoth || isNeutral ? "" : toneOf(after - before, Math.max(before, after));
  return (
    <tr>
      <th scope="row">{label}</th>
      <td>{before === null ? "–" : print(before)}</td>
      <td>{after === null ? "–" : print(after)}</td>
      <td className={tone}>{isBoth ? signed(after - before, print) : ""}</td>
      <td className="comparison-factor">{words}</td>
    </tr>
  );
}

/** Better or worse, unless the change is less than a hundredth. */
export function toneOf(change: number, largest: number): string {
  if (Math.abs(change) <= largest * 0.01) return "comparison-same";
  return change < 0 ? "comparison-better" : "comparison-worse";
}
