import { memo } from "react";
import type { BoxColour } from "../rules/colouring.ts";
import { isNode } from "../rules/plan-tree.ts";
import type { IcicleBox } from "./layout-icicle.ts";

interface BoxProps {
  readonly box: IcicleBox;
  readonly colour: BoxColour;
  readonly isSelected: boolean;
  readonly isTabStop: boolean;
  readonly onSelect: (key: string) => void;
  readonly onZoom: (key: string) => void;
}

const roomForTitle = 0.04;
const roomForFigure = 0.14;

/** One box. Drawn again only when it is chosen or coloured otherwise: plans have hundreds. */
export const IcicleBoxButton = memo(
  function IcicleBoxButton({ box, colour, isSelected, isTabStop, onSelect, onZoom }: BoxProps) {
    const { drawn, left, width, depth } = box;
    const { subject, title } = drawn;
    const words = `${title}: ${colour.words}`;
    const place = { "--icicle-left": left, "--icicle-width": width, "--icicle-row": depth };
    return (
      <button
        type="button"
        data-box={drawn.key}
        tabIndex={isTabStop ? 0 : -1}
        className={isNode(subject) ? `icicle-box heat-${colour.heat}` : "icicle-box icicle-part"}
        style={place as React.CSSProperties /* custom properties */}
        aria-pressed={isSelected}
        aria-label={words}
        title={isNode(subject) ? `${words}\nAgain: as wide as the picture` : `${words}\n${subject.note}`}
        onClick={() => (isSelected ? onZoom(drawn.key) : onSelect(drawn.key))}
      >
        {width > roomForTitle && <span className="cut">{title}</span>}
        {width > roomForFigure && <span className="icicle-own">{colour.short}</span>}
      </button>
    );
  },
  (was, is) =>
    was.box === is.box &&
    was.isSelected === is.isSelected &&
    was.isTabStop === is.isTabStop &&
    was.colour.words === is.colour.words &&
    was.onSelect === is.onSelect,
);
