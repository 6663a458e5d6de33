import type { ObjectDependencies, ObjectDependency, ObjectDetails } from "../../../../shared/catalog/object-details.ts";
import type { Reading } from "../../../../shared/catalog/reading.ts";
import type { DatabaseRef } from "../../../../shared/databases/model.ts";
import { formatCount } from "../../../ui/display/format.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { type DataColumn, DataTable } from "../../../ui/tables/data-table.tsx";
import { openDetails } from "../opening/open-object.ts";
import { Read } from "./unreadable.tsx";

interface DependenciesViewProps {
  readonly databaseRef: DatabaseRef;
  readonly details: ObjectDetails;
}

/** What the object needs, and what needs it. */
export function DependenciesView({ databaseRef, details }: DependenciesViewProps) {
  return (
    <>
      <Direction
        title="Depends on"
        none="It needs nothing else."
        reading={details.dependsOn}
        databaseRef={databaseRef}
      />
      <Direction title="Used by" none="Nothing needs it." reading={details.usedBy} databaseRef={databaseRef} />
    </>
  );
}

interface DirectionProps {
  readonly title: string;
  readonly none: string;
  readonly reading: Reading<ObjectDependencies>;
  readonly databaseRef: DatabaseRef;
}

function Direction({ title, none, reading, databaseRef }: DirectionProps) {
  const count = reading.state === "readable" ? reading.value.objects.length : 0;
  return (
    <section className="object-section" aria-label={title}>
      <h3 className="object-section-title">
        {title}
        {count > 0 && <span>{formatCount(count)}</span>}
      </h3>
      <Read reading={reading}>
        {({ objects, isTruncated }) =>
          objects.length === 0 ? (
            <p className="object-note">{none}</p>
          ) : (
            <>
              <DataTable
                label={title}
                rows={objects}
                rowKey={({ type, text, how }) => JSON.stringify([type, text, how])}
                columns={columnsFor(databaseRef)}
              />
              {isTruncated && <p className="object-note">There are more than these.</p>}
            </>
          )
        }
      </Read>
    </section>
  );
}

const ways: Readonly<Record<ObjectDependency["how"], string>> = {
  normal: "needed: DROP asks for CASCADE",
  auto: "goes with it",
  internal: "part of it",
  extension: "member of the extension",
  owner: "owner",
  privilege: "has privileges",
  policy: "named in a policy",
};

function columnsFor(ref: DatabaseRef): readonly DataColumn<ObjectDependency>[] {
  return [
    { id: "type", header: "Kind", cell: ({ type }) => type, width: 170, sortBy: ({ type }) => type },
    {
      id: "object",
      header: "Object",
      cell: ({ address, text }) =>
        address === null ? (
          visibleName(text)
        ) : (
          <button type="button" className="object-link" onClick={() => openDetails(ref, address, true)}>
            {visibleName(text)}
          </button>
        ),
      isMono: true,
      sortBy: ({ text }) => text,
    },
    { id: "how", header: "How", cell: ({ how }) => ways[how], width: 220, sortBy: ({ how }) => ways[how] },
  ];
}
