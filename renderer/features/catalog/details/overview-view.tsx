import type { ObjectDetails } from "../../../../shared/catalog/object-details.ts";
import type { DatabaseRef } from "../../../../shared/databases/model.ts";
import { formatBytes } from "../../../ui/display/format.ts";
import { type KeyValue, KeyValueList } from "../../../ui/display/key-value.tsx";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { kindsWithParts } from "../tree/tree-model.ts";
import { PartsSections } from "./parts-section.tsx";
import { Read } from "./unreadable.tsx";

interface OverviewViewProps {
  readonly databaseRef: DatabaseRef;
  readonly details: ObjectDetails;
}

/** The comment, the properties as the catalog has them, and the parts of a relation. */
export function OverviewView({ databaseRef, details }: OverviewViewProps) {
  return (
    <>
      <Properties details={details} />
      {kindsWithParts.has(details.address.kind) && (
        <PartsSections databaseRef={databaseRef} address={details.address} />
      )}
    </>
  );
}

function Properties({ details }: { readonly details: ObjectDetails }) {
  const { comment, facts } = details;
  return (
    <div className="object-part">
      {comment !== null && <p className="object-comment">{lines(comment)}</p>}
      <Read reading={facts}>
        {(list) => (
          <KeyValueList
            items={[
              ...sizeItems(details),
              ...list.map(({ label, value }): KeyValue => ({ key: label, value: lines(value), isMono: true })),
              { key: "oid", value: String(details.oid), isMono: true },
              ...(comment === null ? [{ key: "Comment", value: <span className="muted">none</span> }] : []),
            ]}
          />
        )}
      </Read>
    </div>
  );
}

function sizeItems({ sizeBytes }: ObjectDetails): readonly KeyValue[] {
  if (sizeBytes.state === "unreadable") return [{ key: "Size", value: `unreadable: ${sizeBytes.message}` }];
  if (sizeBytes.value === null) return [];
  return [{ key: "Size", value: `${formatBytes(sizeBytes.value)}, all parts together` }];
}

/** A text of several lines, each with what hides in it made visible. */
function lines(text: string) {
  return text.split("\n").map((line, index) => (
    <span key={index} className="object-text-line">
      {visibleName(line)}
    </span>
  ));
}
