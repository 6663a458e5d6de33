import { Workflow } from "lucide-react";
import type { CatalogForeignKey, TableDetails } from "../../../../shared/catalog/model.ts";
import type { DatabaseRef } from "../../../../shared/databases/model.ts";
import { erdTab, tableTabId } from "../../../state/tabs.ts";
import { useWorkspace } from "../../../state/workspace.ts";
import { Button } from "../../../ui/controls/button.tsx";
import { Badge } from "../../../ui/display/badge.tsx";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { type DataColumn, DataTable } from "../../../ui/tables/data-table.tsx";
import { Readable } from "./readable.tsx";

interface RelationsViewProps {
  readonly databaseRef: DatabaseRef;
  readonly details: TableDetails;
}

/** Foreign keys in both directions. */
export function RelationsView({ databaseRef: ref, details }: RelationsViewProps) {
  const open = (schema: string, name: string) =>
    useWorkspace.getState().openTab({
      kind: "table",
      id: tableTabId(ref, schema, name),
      ref,
      schema,
      name,
      view: "relations",
      isPreview: true,
    });
  return (
    <>
      <div className="view-part">
        <Button icon={Workflow} onPress={() => useWorkspace.getState().openTab(erdTab(ref, [details.relation.schema]))}>
          Diagram of {visibleName(details.relation.schema)}
        </Button>
      </div>
      <section className="view-part" aria-label="Refers to">
        <h3 className="view-part-title">Refers to</h3>
        <Readable reading={details.foreignKeys} none="It refers to no other table.">
          {(keys) => (
            <DataTable
              label="Refers to"
              rows={keys}
              rowKey={keyOf}
              columns={keyColumns((key) => [key.referencedSchema, key.referencedTable], open)}
            />
          )}
        </Readable>
      </section>
      <section className="view-part" aria-label="Is referred to by">
        <h3 className="view-part-title">Is referred to by</h3>
        <Readable reading={details.referencedBy} none="No other table refers to it.">
          {(keys) => (
            <DataTable
              label="Is referred to by"
              rows={keys}
              rowKey={keyOf}
              columns={keyColumns((key) => [key.schema, key.table], open)}
            />
          )}
        </Readable>
      </section>
    </>
  );
}

function keyOf(key: CatalogForeignKey): string {
  return JSON.stringify([key.schema, key.table, key.name]);
}

function keyColumns(
  other: (key: CatalogForeignKey) => readonly [string, string],
  open: (schema: string, name: string) => void,
): readonly DataColumn<CatalogForeignKey>[] {
  return [
    {
      id: "table",
      header: "Table",
      cell: (key) => {
        const [schema, name] = other(key);
        return (
          <button type="button" className="view-link" onClick={() => open(schema, name)}>
            {visibleName(schema === "public" ? name : `${schema}.${name}`)}
          </button>
        );
      },
      isMono: true,
      width: 220,
      sortBy: (key) => other(key).join("."),
    },
    {
      id: "columns",
      header: "Columns",
      cell: (key) => visibleName(`${key.columns.join(", ")} → ${key.referencedColumns.join(", ")}`),
      isMono: true,
      width: 260,
    },
    { id: "name", header: "Constraint", cell: (key) => visibleName(key.name), isMono: true, sortBy: (key) => key.name },
    {
      id: "state",
      header: "State",
      cell: (key) =>
        key.isValidated ? <span className="muted">validated</span> : <Badge tone="warning">not validated</Badge>,
      width: 120,
    },
  ];
}
