import { type KeyboardEvent, useCallback, useMemo, useRef, useState } from "react";
import type { Plan } from "../../../../shared/plans/model.ts";
import { type BoxColour, type Colouring, colourer, colouringsOf } from "../rules/colouring.ts";
import { type DrawnNode, drawRun, measureOf } from "../rules/plan-tree.ts";
import { IcicleBoxButton } from "./icicle-box-button.tsx";
import "./icicle.css";
import { IcicleCaption } from "./icicle-caption.tsx";
import { nextBox } from "./icicle-keys.ts";
import { layoutIcicle } from "./layout-icicle.ts";
import { useZoom } from "./use-zoom.ts";

interface IcicleProps {
  readonly plan: Plan;
  readonly totalMs: number | null;
  /** Key of what is chosen: a node's id, or the name of a part of the run. */
  readonly selectedKey: string | null;
  readonly onSelect: (key: string) => void;
}

/**
 * Where the time went: width is inclusive time, colour says what is asked for. The tree below says the same in words.
 * Arrows go between boxes, Enter (or a second click) makes a box as wide as the picture, Escape goes back.
 */
export function Icicle({ plan, totalMs, selectedKey, onSelect }: IcicleProps) {
  const run = useMemo(() => drawRun(plan), [plan]);
  const [colouring, setColouring] = useState<Colouring>("own");
  const { path, zoomTo, goBack } = useZoom(run);
  const layout = useMemo(() => layoutIcicle(run, path.at(-1) ?? null), [run, path]);
  const colourOf = useMemo(
    () => colourer(plan, colouring, totalMs ?? run.whole),
    [plan, colouring, totalMs, run.whole],
  );
  const picture = useRef<HTMLDivElement>(null);
  const focus = useCallback((key: string) => {
    // The box may come with the next drawing.
    requestAnimationFrame(() =>
      picture.current?.querySelector<HTMLElement>(`[data-box="${CSS.escape(key)}"]`)?.focus(),
    );
  }, []);
  const { boxes } = layout;
  const colours = useMemo(() => new Map(boxes.map(({ drawn }) => [drawn.key, colourOf(drawn)])), [boxes, colourOf]);
  if (boxes.length === 0) return null;
  const tabStop = boxes.some(({ drawn }) => drawn.key === selectedKey) ? selectedKey : (boxes[0]?.drawn.key ?? null);

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const at = event.target instanceof HTMLElement ? event.target.dataset.box : undefined;
    if (at === undefined) return;
    if (event.key === "Escape" && goBack()) {
      event.preventDefault();
      event.stopPropagation();
      return focus(at);
    }
    if (event.key === "Enter") {
      event.preventDefault();
      onSelect(at);
      zoomTo(at);
      return focus(at);
    }
    const to = nextBox(boxes, at, event.key);
    if (to === null) return;
    event.preventDefault();
    onSelect(to);
    focus(to);
  };
  return (
    <figure className="icicle" aria-label="Plan as an icicle">
      <IcicleCaption
        measure={measureOf(plan)}
        colouring={colouring}
        colourings={colouringsOf(plan)}
        onColour={setColouring}
        narrow={layout.narrow}
      />
      {path.length > 0 && <Path path={path} onZoom={zoomTo} />}
      <div className="icicle-scroll">
        {/* biome-ignore lint/a11y/noStaticElementInteractions: the boxes in it are buttons; only their keys are heard here. */}
        <div
          ref={picture}
          className="icicle-picture"
          style={{ "--icicle-rows": layout.rows } as React.CSSProperties /* a custom property */}
          onKeyDown={onKeyDown}
        >
          {boxes.map((box) => (
            <IcicleBoxButton
              key={box.drawn.key}
              box={box}
              colour={colours.get(box.drawn.key) ?? noColour}
              isSelected={box.drawn.key === selectedKey}
              isTabStop={box.drawn.key === tabStop}
              onSelect={onSelect}
              onZoom={zoomTo}
            />
          ))}
        </div>
      </div>
    </figure>
  );
}

const noColour: BoxColour = { heat: 0, short: "", words: "" };

interface PathProps {
  readonly path: readonly DrawnNode[];
  readonly onZoom: (key: string | null) => void;
}

/** How far down the picture's first row lies. */
function Path({ path, onZoom }: PathProps) {
  const above = path.slice(0, -1);
  const last = path.at(-1);
  return (
    <nav className="icicle-path" aria-label="Above the picture">
      <ol>
        <li>
          <button type="button" onClick={() => onZoom(null)}>
            Whole run
          </button>
        </li>
        {above.map((drawn) => (
          <li key={drawn.key}>
            <button type="button" onClick={() => onZoom(drawn.key)}>
              {drawn.title}
            </button>
          </li>
        ))}
        {last && <li aria-current="true">{last.title}</li>}
      </ol>
    </nav>
  );
}
