import { Segmented } from "../../../ui/controls/segmented.tsx";
import { formatAmount } from "../../../ui/display/format.ts";
import type { Colouring } from "../rules/colouring.ts";

interface IcicleCaptionProps {
  readonly measure: "time" | "cost";
  readonly colouring: Colouring;
  readonly colourings: readonly Colouring[];
  readonly onColour: (colouring: Colouring) => void;
  /** Nodes that are too narrow to be drawn. */
  readonly narrow: number;
}

const labels: Readonly<Record<Colouring, string>> = { own: "Time", buffers: "Buffers", estimate: "Estimates" };

/** What width and colour say, and the choice of colours. */
export function IcicleCaption({ measure, colouring, colourings, onColour, narrow }: IcicleCaptionProps) {
  const [from, to] = legendOf(measure, colouring);
  return (
    <figcaption className="icicle-scale">
      {colourings.length > 1 && (
        <Segmented<Colouring>
          label="Colour of the picture"
          value={colouring}
          options={colourings.map((value) => ({ value, label: labels[value] }))}
          onChange={onColour}
        />
      )}
      <span className="grow cut">
        Width: {measure === "time" ? "inclusive time" : "cost with all below"}
        {narrow > 0 && `, ${formatAmount(narrow, "node")} too narrow`}
      </span>
      {from}
      <span className="icicle-steps" aria-hidden="true">
        {([0, 1, 2, 3, 4] as const).map((step) => (
          <span key={step} className={`icicle-step heat-${step}`} />
        ))}
      </span>
      {to}
    </figcaption>
  );
}

/** What the first and the last step of the colours stand for. */
function legendOf(measure: "time" | "cost", colouring: Colouring): readonly [string, string] {
  if (colouring === "estimate") return ["rows as estimated", "over 1,000 × off"];
  if (colouring === "buffers") return ["0 %", "over 40 % of buffers"];
  return ["0 %", measure === "time" ? "over 40 % of own time" : "over 40 % of own cost"];
}
