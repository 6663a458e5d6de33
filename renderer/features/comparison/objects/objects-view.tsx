import { Equal, TriangleAlert } from "lucide-react";
import { useState } from "react";
import { kindWords } from "../../../../shared/catalog/object-kinds.ts";
import type { NotCompared, ObjectDifference, SchemaComparison } from "../../../../shared/comparison/schema-model.ts";
import type { DatabaseRef } from "../../../../shared/databases/model.ts";
import { formatAmount } from "../../../ui/display/format.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { EmptyState } from "../../../ui/feedback/empty-state.tsx";
import { SplitPane } from "../../../ui/frame/split.tsx";
import { DifferenceBadge } from "../difference-badge.tsx";
import type { SideNames } from "../use-side-name.ts";
import { ObjectDefinitions } from "./object-definitions.tsx";
import "./objects-view.css";

interface ObjectsViewProps {
  readonly found: SchemaComparison;
  readonly from: DatabaseRef;
  readonly to: DatabaseRef;
  readonly names: SideNames;
}

/** The objects that differ, and the chosen one as it is on both sides. */
export function ObjectsView({ found, from, to, names }: ObjectsViewProps) {
  const [chosenKey, setChosenKey] = useState<string | null>(null);
  const chosen = found.objects.find((object) => keyOf(object) === chosenKey) ?? found.objects[0];
  if (!chosen)
    return (
      <EmptyState
        icon={Equal}
        title="The schemas are identical"
        text={
          <>
            No object of {names.from.short} differs from {names.to.short}: neither for the engine that writes scripts
            nor for Steward's own reading of both catalogs.
            <NotComparedList items={found.notCompared} />
          </>
        }
      />
    );
  return (
    <>
      <MissedNote found={found} />
      <SplitPane
        id="diff-objects"
        orientation="horizontal"
        defaultFirst="32%"
        minFirst={220}
        minSecond={320}
        first={
          <div className="diff-list">
            <ul className="diff-list-items" aria-label="Objects that differ">
              {found.objects.map((object) => (
                <ObjectLine
                  key={keyOf(object)}
                  object={object}
                  isChosen={object === chosen}
                  onChoose={() => setChosenKey(keyOf(object))}
                />
              ))}
            </ul>
            <NotComparedList items={found.notCompared} />
          </div>
        }
        second={<ObjectDefinitions key={keyOf(chosen)} object={chosen} from={from} to={to} names={names} />}
      />
    </>
  );
}

function keyOf({ address }: ObjectDifference): string {
  return JSON.stringify(address);
}

interface ObjectLineProps {
  readonly object: ObjectDifference;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

function ObjectLine({ object, isChosen, onChoose }: ObjectLineProps) {
  const { address, kind, parts } = object;
  const { schema, name, identity } = address;
  return (
    <li>
      <button type="button" className="diff-object" aria-current={isChosen ? "true" : undefined} onClick={onChoose}>
        <span className="diff-object-head">
          <span className="diff-object-name cut mono">
            {schema !== "" && <span className="muted">{visibleName(schema)}.</span>}
            {visibleName(name)}
            {identity !== "" && <span className="muted">({visibleName(identity)})</span>}
          </span>
          <DifferenceBadge kind={kind} />
        </span>
        <span className="diff-object-parts cut muted">
          {[
            kindWords[address.kind].word,
            ...parts.map(({ word, name: part }) => visibleName(`${word} ${part}`.trim())),
          ].join(" · ")}
        </span>
      </button>
    </li>
  );
}

/** Objects, parts and properties that only our own reading tells. */
function countMissed({ source, parts }: ObjectDifference): number {
  if (parts.length === 0) return source === "catalog" ? 1 : 0;
  return parts.reduce(
    (sum, part) => sum + (part.source === "catalog" ? 1 : part.details.filter(({ isMissed }) => isMissed).length),
    0,
  );
}

/** That the script leaves something out has to be seen before it is trusted. */
function MissedNote({ found }: { readonly found: SchemaComparison }) {
  if (found.isAgreed) return null;
  const missed = found.objects.reduce((sum, object) => sum + countMissed(object), 0);
  return (
    <p className="diff-note" role="note">
      <TriangleAlert aria-hidden className="diff-note-icon" />
      <span>
        {formatAmount(missed, "difference")} found by reading the catalogs {missed === 1 ? "is" : "are"} not in the
        script: the engine that writes it does not see {missed === 1 ? "it. It is marked." : "them. Each is marked."}
      </span>
    </p>
  );
}

function NotComparedList({ items }: { readonly items: readonly NotCompared[] }) {
  return (
    <details className="diff-not-compared">
      <summary>Not compared: {formatAmount(items.length, "kind of object", "kinds of objects")}</summary>
      <ul>
        {items.map(({ what, reason }) => (
          <li key={what + reason}>
            {visibleName(what)}. <span className="muted">{visibleName(reason)}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
