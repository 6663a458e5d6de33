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
  const [from, to] = colouring === "estimate" ? ["right", "over 1,000 × off"] : ["0 %", "over 40 %"];
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
        {captionOf(measure, colouring)}
        {narrow > 0 && `. ${formatAmount(narrow, "node")} too narrow to draw`}
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

function captionOf(measure: "time" | "cost", colouring: Colouring): string {
  if (measure === "cost") return "Width: cost with everything below. Colour: share of own cost";
  if (colouring === "buffers") return "Width: inclusive time. Colour: share of own buffers";
  if (colouring === "estimate") return "Width: inclusive time. Colour: how far the rows were misestimated";
  return "Width: inclusive time. Colour: share of exclusive time";
}
