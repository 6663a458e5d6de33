import type { DataSurvival, RowsAfter, TableSurvival } from "../../../../../shared/changes/rehearsal-model.ts";
import { survivalText } from "../../../../../shared/changes/report/report-sections.ts";
import { formatCount } from "../../../../ui/display/format.ts";
import { visibleName } from "../../../../ui/display/visible-name.ts";
import { type DataColumn, DataTable } from "../../../../ui/tables/data-table.tsx";
import { ReportHead } from "./report-head.tsx";

const columns: readonly DataColumn<TableSurvival>[] = [
  {
    id: "table",
    header: "Table",
    isMono: true,
    width: 150,
    cell: ({ table }) => <span title={visibleName(table)}>{visibleName(table.replace(/^public\./, ""))}</span>,
  },
  {
    id: "before",
    header: "Rows",
    isNumeric: true,
    width: 88,
    cell: ({ rowsBefore }) => (rowsBefore === null ? "not read" : formatCount(rowsBefore)),
  },
  { id: "up", header: "After up", cell: (table) => <Survival table={table} after={table.afterUp} isFinal={false} /> },
  {
    id: "down",
    header: "After up and down",
    cell: (table) => <Survival table={table} after={table.afterDown} isFinal />,
  },
];

/** What became of the rows of the touched tables: what up takes away is its purpose, what down does not bring back is lost. */
export function SurvivalTable({ data }: { readonly data: DataSurvival }) {
  if (data.tables.length + data.notCompared.length === 0) return null;
  return (
    <>
      <ReportHead title="Rows" note="each touched table by count and hash, before and after" />
      {data.tables.length > 0 && (
        <DataTable
          label="Rows of the touched tables"
          rows={data.tables}
          rowKey={({ table }) => table}
          columns={columns}
        />
      )}
      {data.notCompared.length > 0 && (
        <p className="rehearsal-note">
          Written to, but not compared, because no script names {data.notCompared.length === 1 ? "it" : "them"}:{" "}
          <code>{data.notCompared.map(visibleName).join(", ")}</code>
        </p>
      )}
    </>
  );
}

interface SurvivalProps {
  readonly table: TableSurvival;
  readonly after: RowsAfter | null;
  readonly isFinal: boolean;
}

function Survival({ table, after, isFinal }: SurvivalProps) {
  const text = survivalText(table, after);
  const tone = after?.isSame === true ? "good" : after?.isSame === false && isFinal ? "bad" : "note";
  return (
    <span className={`rehearsal-${tone}`} title={visibleName(text)}>
      {visibleName(text)}
    </span>
  );
}
