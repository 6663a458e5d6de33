import { KeyRound } from "lucide-react";
import type { ReactNode } from "react";
import type {
  CatalogColumn,
  CatalogConstraint,
  CatalogTrigger,
  Reading,
  TableDetails,
} from "../../../../shared/catalog/model.ts";
import { shortType } from "../../../../shared/catalog/short-type.ts";
import { Badge } from "../../../ui/display/badge.tsx";
import { formatBytes, formatCount } from "../../../ui/display/format.ts";
import { SqlText } from "../../../ui/display/sql-text.tsx";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { type DataColumn, DataTable } from "../../../ui/tables/data-table.tsx";
import { Readable } from "./readable.tsx";

/** Columns, constraints, triggers and policies of a relation, and what it weighs. */
export function StructureView({ details }: { readonly details: TableDetails }) {
  const { relation } = details;
  return (
    <>
      <Facts details={details} />
      {relation.comment && <p className="view-comment">{visibleName(relation.comment)}</p>}
      <Part title="Columns" reading={details.columns}>
        <Readable reading={details.columns} none="It has no columns.">
          {(columns) => <DataTable label="Columns" rows={columns} rowKey={(row) => row.name} columns={columnColumns} />}
        </Readable>
      </Part>
      <Part title="Constraints" reading={details.constraints}>
        <Readable reading={details.constraints} none="No constraints.">
          {(rows) => (
            <DataTable label="Constraints" rows={rows} rowKey={(row) => row.name} columns={constraintColumns} />
          )}
        </Readable>
      </Part>
      <Part title="Triggers" reading={details.triggers}>
        <Readable reading={details.triggers} none="No triggers.">
          {(rows) => <DataTable label="Triggers" rows={rows} rowKey={(row) => row.name} columns={triggerColumns} />}
        </Readable>
      </Part>
      <Part title="Row security policies" reading={details.policies}>
        <Readable
          reading={details.policies}
          none={
            relation.hasRowSecurity ? "Row security is on and no policy lets anybody through." : "Row security is off."
          }
        >
          {(rows) => (
            <DataTable
              label="Policies"
              rows={rows}
              rowKey={(row) => row.name}
              columns={[
                { id: "name", header: "Policy", cell: (row) => visibleName(row.name), width: 240, isMono: true },
                { id: "sql", header: "Definition", cell: (row) => <SqlText sql={row.definition} isInline /> },
              ]}
            />
          )}
        </Readable>
      </Part>
    </>
  );
}

interface PartProps {
  readonly title: string;
  readonly reading: Reading<readonly unknown[]>;
  readonly children: ReactNode;
}

function Part({ title, reading, children }: PartProps) {
  const count = reading.state === "readable" ? reading.value.length : null;
  return (
    <section className="view-part" aria-label={title}>
      <h3 className="view-part-title">
        {title}
        {count !== null && count > 0 && <span>{formatCount(count)}</span>}
      </h3>
      {children}
    </section>
  );
}

function Facts({ details: { relation, sizes } }: { readonly details: TableDetails }) {
  const facts: [string, string][] = [
    ["Kind", `${relation.persistence === "permanent" ? "" : `${relation.persistence} `}${kindNames[relation.kind]}`],
    ["Owner", visibleName(relation.owner)],
    ["Rows", relation.estimatedRows === null ? "unknown" : `≈ ${formatCount(Math.round(relation.estimatedRows))}`],
  ];
  if (sizes.state === "readable")
    facts.push(
      ["Total", formatBytes(sizes.value.totalBytes)],
      ["Heap", formatBytes(sizes.value.heapBytes)],
      ["Indexes", formatBytes(sizes.value.indexBytes)],
      ["TOAST", formatBytes(sizes.value.toastBytes)],
    );
  else facts.push(["Size", "unreadable"]);
  if (relation.partitionKey) facts.push(["Partitioned by", relation.partitionKey]);
  if (relation.partitionBound) facts.push(["Partition", relation.partitionBound]);
  if (relation.childCount > 0) facts.push(["Children", formatCount(relation.childCount)]);
  if (relation.hasRowSecurity) facts.push(["Row security", relation.isRowSecurityForced ? "on, forced" : "on"]);
  return (
    <dl className="view-facts">
      {facts.map(([key, value]) => (
        <div key={key} className="view-fact">
          <dt>{key}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

const kindNames: Readonly<Record<TableDetails["relation"]["kind"], string>> = {
  table: "table",
  partitioned: "partitioned table",
  foreign: "foreign table",
  view: "view",
  materializedView: "materialized view",
  sequence: "sequence",
};

const columnColumns: readonly DataColumn<CatalogColumn>[] = [
  { id: "number", header: "#", cell: (row) => row.number, isNumeric: true, width: 48, sortBy: (row) => row.number },
  {
    id: "name",
    header: "Column",
    cell: (row) => (
      <span className="view-name">
        {row.isInPrimaryKey && <KeyRound aria-label="primary key" className="view-name-icon" />}
        {visibleName(row.name)}
      </span>
    ),
    isMono: true,
    width: 220,
    sortBy: (row) => row.name,
  },
  {
    id: "type",
    header: "Type",
    cell: (row) => shortType(row.type),
    isMono: true,
    width: 180,
    sortBy: (row) => row.type,
  },
  {
    id: "null",
    header: "NULL",
    cell: (row) => (row.isNullable ? <span className="muted">allowed</span> : "not allowed"),
    width: 110,
    sortBy: (row) => (row.isNullable ? "b" : "a"),
  },
  { id: "default", header: "Default", cell: (row) => <ColumnDefault column={row} /> },
  { id: "comment", header: "Comment", cell: (row) => visibleName(row.comment ?? "") },
];

function ColumnDefault({ column }: { readonly column: CatalogColumn }) {
  if (!column.isReadable) return <Badge tone="warning">unreadable for this role</Badge>;
  return (
    <span className="view-name">
      {column.identity && <Badge>identity {column.identity === "always" ? "always" : "by default"}</Badge>}
      {column.generated && <Badge>generated, {column.generated}</Badge>}
      {column.default !== null && <SqlText sql={column.default} isInline />}
    </span>
  );
}

const constraintWords: Readonly<Record<CatalogConstraint["kind"], string>> = {
  primaryKey: "primary key",
  unique: "unique",
  check: "check",
  foreignKey: "foreign key",
  exclusion: "exclusion",
  notNull: "not null",
  trigger: "trigger",
};

const constraintColumns: readonly DataColumn<CatalogConstraint>[] = [
  {
    id: "name",
    header: "Constraint",
    cell: (row) => visibleName(row.name),
    isMono: true,
    width: 280,
    sortBy: (row) => row.name,
  },
  { id: "kind", header: "Kind", cell: (row) => constraintWords[row.kind], width: 110, sortBy: (row) => row.kind },
  { id: "definition", header: "Definition", cell: (row) => <SqlText sql={row.definition} isInline /> },
  {
    id: "state",
    header: "State",
    cell: (row) =>
      row.isValidated ? <span className="muted">validated</span> : <Badge tone="warning">not validated</Badge>,
    width: 120,
  },
];

const triggerColumns: readonly DataColumn<CatalogTrigger>[] = [
  { id: "name", header: "Trigger", cell: (row) => visibleName(row.name), isMono: true, width: 240 },
  { id: "definition", header: "Definition", cell: (row) => <SqlText sql={row.definition} isInline /> },
  {
    id: "state",
    header: "State",
    cell: (row) => (row.isEnabled ? <span className="muted">enabled</span> : <Badge tone="warning">disabled</Badge>),
    width: 110,
  },
];
