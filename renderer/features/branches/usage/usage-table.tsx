import type { ReactNode } from "react";
import { type BranchPrices, dollarsText } from "../../../../shared/branches/prices.ts";
import { keptByteMonths, transferBytes, type UsageTotals, usageCost } from "../../../../shared/branches/usage.ts";
import { formatBytes } from "../../../ui/display/format.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { type DataColumn, DataTable } from "../../../ui/tables/data-table.tsx";
import { amountText, type UsageRow } from "./usage-rows.ts";

interface UsageTableProps {
  readonly rows: readonly UsageRow[];
  /** Whether anything was counted at all; else only what is there now is shown. */
  readonly isCounted: boolean;
  readonly prices: BranchPrices;
}

const unknown = <span className="muted">unknown</span>;
const gb = 1024 ** 3;

const nowColumns: readonly DataColumn<UsageRow>[] = [
  { id: "name", header: "Branch", cell: (row) => <Name row={row} />, sortBy: ({ name }) => name },
  number("size", "Size", 80, ({ sizeBytes }) => sizeBytes, formatBytes),
  number("written", "Written", 80, ({ writtenBytes }) => writtenBytes, formatBytes),
];

/** One line for the project and each branch; what was not counted is unknown, never nothing. */
export function UsageTable({ rows, isCounted, prices }: UsageTableProps) {
  const columns = isCounted ? [...nowColumns, ...usedColumns(prices)] : nowColumns;
  return <DataTable label="Consumption" rows={rows} rowKey={({ key }) => key} columns={columns} />;
}

function usedColumns(prices: BranchPrices): readonly DataColumn<UsageRow>[] {
  return [
    used(
      "compute",
      "Compute",
      "unit hours",
      (totals) => totals.computeUnitSeconds,
      (seconds) => amountText(seconds / 3600),
    ),
    used("kept", "Kept", "GB months", keptByteMonths, (bytes) => amountText(bytes / gb)),
    used(
      "history",
      "History",
      "GB months",
      (totals) => totals.historyByteMonths,
      (bytes) => amountText(bytes / gb),
    ),
    used(
      "snapshots",
      "Snapshots",
      "GB months",
      (totals) => totals.snapshotByteMonths,
      (bytes) => amountText(bytes / gb),
    ),
    used("traffic", "Traffic", "in and out", transferBytes, formatBytes),
    used("cost", "Estimated", "dollars", (totals) => usageCost(totals, prices) ?? undefined, dollarsText),
  ];
}

function used(
  id: string,
  header: string,
  subheader: string,
  amount: (totals: UsageTotals) => number | undefined,
  text: (amount: number) => string,
): DataColumn<UsageRow> {
  return { ...number(id, header, 84, (row) => (row.used && amount(row.used)) ?? null, text), subheader };
}

function number(
  id: string,
  header: string,
  width: number,
  amount: (row: UsageRow) => number | null,
  text: (amount: number) => string,
): DataColumn<UsageRow> {
  const cell = (row: UsageRow): ReactNode => {
    const known = amount(row);
    return known === null ? unknown : text(known);
  };
  return { id, header, width, isNumeric: true, cell, sortBy: amount };
}

function Name({ row }: { readonly row: UsageRow }) {
  const name = visibleName(row.name);
  if (row.kind === "project") return <strong>{name}</strong>;
  if (row.kind === "branch") return <span title={name}>{name}</span>;
  return (
    <span className="muted" title={name}>
      gone: {name}
    </span>
  );
}
