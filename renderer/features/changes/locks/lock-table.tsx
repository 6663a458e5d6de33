import { lockClassLabels, lockClassOf, lockModeText } from "../../../../shared/changes/lock-class.ts";
import type { HeldLock, RehearsedStatement } from "../../../../shared/changes/model.ts";
import { formatMs } from "../../../ui/display/format.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { type DataColumn, DataTable } from "../../../ui/tables/data-table.tsx";

/** One lock of the first up pass, with the statement that took it. */
interface LockRow {
  readonly key: string;
  readonly statement: string;
  readonly lock: HeldLock;
}

const columns: readonly DataColumn<LockRow>[] = [
  { id: "statement", header: "#", width: 52, cell: ({ statement }) => statement },
  {
    id: "relation",
    header: "Relation",
    isMono: true,
    cell: ({ lock }) => (
      <span title={visibleName(lock.relation)}>{visibleName(lock.relation.replace(/^public\./, ""))}</span>
    ),
    sortBy: ({ lock }) => lock.relation,
  },
  {
    id: "mode",
    header: "Mode",
    cell: ({ lock }) => (
      <span title={lockModeText(lock.mode)}>
        {lockModeText(lock.mode)} <span className="muted">{lockClassLabels[lockClassOf(lock.mode)]}</span>
      </span>
    ),
    sortBy: ({ lock }) => lock.mode,
  },
  {
    id: "from",
    header: "From",
    width: 76,
    isNumeric: true,
    cell: ({ lock }) => (lock.fromMs === undefined ? "–" : formatMs(lock.fromMs)),
    sortBy: ({ lock }) => lock.fromMs ?? null,
  },
  {
    id: "held",
    header: "Held",
    width: 76,
    isNumeric: true,
    cell: ({ lock }) => (heldMs(lock) === null ? "–" : formatMs(heldMs(lock) ?? 0)),
    sortBy: ({ lock }) => heldMs(lock),
  },
];

/** The locks of the first up pass as a table: what the picture shows, for reading line by line. */
export function LockTable({ statements }: { readonly statements: readonly RehearsedStatement[] }) {
  const rows = lockRows(statements);
  if (rows.length === 0)
    return <p className="muted">No lock beyond plain reading was held on a relation that existed before.</p>;
  return <DataTable label="Locks of the up script" rows={rows} rowKey={({ key }) => key} columns={columns} />;
}

/** Named as on the cards, with the migration's number before where there are several. */
export function lockRows(statements: readonly RehearsedStatement[]): readonly LockRow[] {
  const up = statements.filter(({ pass }) => pass === "up");
  const hasSeveral = new Set(up.map(({ migrationId }) => migrationId)).size > 1;
  return up.flatMap(({ migrationId, index, locks }) =>
    locks.map((lock) => ({
      key: `${migrationId} ${index} ${lock.relation} ${lock.mode}`,
      statement: `${hasSeveral ? `${Number.parseInt(migrationId, 10)}:` : ""}${index + 1}`,
      lock,
    })),
  );
}

function heldMs({ fromMs, toMs }: HeldLock): number | null {
  return fromMs === undefined || toMs === undefined ? null : toMs - fromMs;
}
