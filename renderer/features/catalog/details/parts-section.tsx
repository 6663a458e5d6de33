import type { CatalogGroup } from "../../../../shared/catalog/model.ts";
import type { ObjectAddress } from "../../../../shared/catalog/object-details.ts";
import { kindsAt, kindWords } from "../../../../shared/catalog/object-kinds.ts";
import type { DatabaseRef } from "../../../../shared/databases/model.ts";
import { useRequest } from "../../../bridge/use-request.ts";
import { formatCount } from "../../../ui/display/format.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { ErrorPanel } from "../../../ui/feedback/error-panel.tsx";
import { Skeleton } from "../../../ui/feedback/skeleton.tsx";
import { type DataColumn, DataTable } from "../../../ui/tables/data-table.tsx";
import { openDetails } from "../opening/open-object.ts";
import { Read } from "./unreadable.tsx";

interface PartsSectionsProps {
  readonly databaseRef: DatabaseRef;
  readonly address: ObjectAddress;
}

/** The columns, indexes and other parts of a relation; each leads to its own details. */
export function PartsSections({ databaseRef: ref, address }: PartsSectionsProps) {
  const { schema, name } = address;
  const parts = useRequest("catalog.objects", { ref, schema, parent: name, kinds: [...kindsAt("relation")] });
  if (parts.error) return <ErrorPanel error={parts.error} onRetry={() => void parts.refetch()} isCompact />;
  if (!parts.data) return <Skeleton lines={4} />;
  return parts.data
    .filter(({ objects }) => objects.state === "unreadable" || objects.value.length > 0)
    .map((group) => <PartSection key={group.kind} databaseRef={ref} relation={address} group={group} />);
}

interface PartSectionProps {
  readonly databaseRef: DatabaseRef;
  readonly relation: ObjectAddress;
  readonly group: CatalogGroup;
}

interface Part {
  readonly address: ObjectAddress;
  readonly detail: string;
}

function PartSection({ databaseRef, relation, group: { kind, objects } }: PartSectionProps) {
  const { title } = kindWords[kind];
  return (
    <section className="object-section" aria-label={title}>
      <h3 className="object-section-title">
        {title}
        {objects.state === "readable" && <span>{formatCount(objects.value.length)}</span>}
      </h3>
      <Read reading={objects}>
        {(list) => (
          <DataTable
            label={title}
            rows={list.map(({ name, detail = "", isUnreadable }): Part => {
              const address = { kind, schema: relation.schema, parent: relation.name, name, identity: "" };
              return { address, detail: isUnreadable ? `${detail} (unreadable for this role)` : detail };
            })}
            rowKey={({ address }) => address.name}
            columns={columnsFor(databaseRef)}
          />
        )}
      </Read>
    </section>
  );
}

function columnsFor(ref: DatabaseRef): readonly DataColumn<Part>[] {
  return [
    {
      id: "name",
      header: "Name",
      cell: ({ address }) => (
        <button type="button" className="object-link" onClick={() => openDetails(ref, address, true)}>
          {visibleName(address.name)}
        </button>
      ),
      isMono: true,
      width: 320,
      sortBy: ({ address }) => address.name,
    },
    { id: "detail", header: "What it is", cell: ({ detail }) => visibleName(detail), isMono: true },
  ];
}
