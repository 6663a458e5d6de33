import { kindWords } from "../../../../shared/catalog/object-kinds.ts";
import type { ObjectDifference } from "../../../../shared/comparison/schema-model.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { DifferenceBadge } from "../difference-badge.tsx";
import "./differing-objects.css";
import { PartsTable } from "./parts-table.tsx";

interface DifferingObjectsProps {
  readonly label: string;
  readonly objects: readonly ObjectDifference[];
  /** What both sides are called. */
  readonly from: string;
  readonly to: string;
}

/** All objects that differ, one below the other, each with its parts: for sides of which one is no database. */
export function DifferingObjects({ label, objects, from, to }: DifferingObjectsProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard
    <ul className="differing-objects" aria-label={label} tabIndex={0}>
      {objects.map(({ address, kind, parts }) => (
        <li key={JSON.stringify(address)}>
          <p className="differing-object">
            <span className="mono cut">
              {visibleName([address.schema, address.name].filter((part) => part !== "").join("."))}
            </span>
            <span className="muted">{kindWords[address.kind].word}</span>
            <DifferenceBadge kind={kind} />
          </p>
          {parts.length > 0 && <PartsTable parts={parts} from={from} to={to} />}
        </li>
      ))}
    </ul>
  );
}
