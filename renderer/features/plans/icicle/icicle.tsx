import { useMemo } from "react";
import { nodeTitle } from "../../../../shared/plans/comparing/node-title.ts";
import type { Plan } from "../../../../shared/plans/model.ts";
import { formatMs, formatPercent } from "../../../ui/display/format.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { heatOf } from "../rules/heat.ts";
import { measureOf } from "../rules/plan-tree.ts";
import "./icicle.css";
import { type IcicleBox, layoutIcicle } from "./layout-icicle.ts";

interface IcicleProps {
  readonly plan: Plan;
  readonly selectedId: number | null;
  readonly onSelect: (nodeId: number) => void;
}

const roomForTime = 0.12;
const roomForShare = 0.3;

/** Where the time went: width is inclusive time, colour the share of exclusive time. The tree below says the same in words. */
export function Icicle({ plan, selectedId, onSelect }: IcicleProps) {
  const boxes = useMemo(() => layoutIcicle(plan), [plan]);
  const measure = measureOf(plan);
  const depth = boxes.reduce((most, box) => Math.max(most, box.depth), 0);
  if (boxes.length === 0) return null;
  return (
    <figure className="icicle" aria-label="Plan as an icicle">
      <figcaption className="icicle-scale">
        <span className="grow">
          {measure === "time"
            ? "Width: inclusive time. Colour: share of exclusive time"
            : "Width: the planner's cost with everything below. Colour: share of own cost"}
        </span>
        0 %
        <span className="icicle-steps" aria-hidden="true">
          {([0, 1, 2, 3, 4] as const).map((step) => (
            <span key={step} className={`icicle-step heat-${step}`} />
          ))}
        </span>
        over 40 %
      </figcaption>
      <div
        className="icicle-picture"
        style={{ "--icicle-rows": depth + 1 } as React.CSSProperties /* a custom property */}
      >
        {boxes.map((box) => (
          <Box
            key={box.node.id}
            box={box}
            measure={measure}
            isSelected={box.node.id === selectedId}
            onSelect={onSelect}
          />
        ))}
      </div>
    </figure>
  );
}

interface BoxProps {
  readonly box: IcicleBox;
  readonly measure: "time" | "cost";
  readonly isSelected: boolean;
  readonly onSelect: (nodeId: number) => void;
}

function Box({ box, measure, isSelected, onSelect }: BoxProps) {
  const { node, left, width, depth, share } = box;
  const title = visibleName(nodeTitle(node));
  const own = measure === "time" ? formatMs(Math.max(0, node.exclusiveMs ?? 0)) : formatPercent(share);
  const place = { "--icicle-left": left, "--icicle-width": width, "--icicle-row": depth };
  return (
    <button
      type="button"
      tabIndex={-1}
      className={`icicle-box heat-${heatOf(share)}`}
      style={place as React.CSSProperties /* custom properties */}
      aria-pressed={isSelected}
      title={`${title}: ${own} itself, ${formatPercent(share)} of the run`}
      onClick={() => onSelect(node.id)}
    >
      {width > 0.04 && <span className="cut">{title}</span>}
      {width > roomForTime && (
        <span className="icicle-own">
          {width > roomForShare && share >= 0.1 && measure === "time" ? `${own}, ${formatPercent(share)}` : own}
        </span>
      )}
    </button>
  );
}
