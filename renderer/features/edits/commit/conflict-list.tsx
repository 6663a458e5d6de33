import type { EditValue } from "../../../../shared/edits/model.ts";
import {
  type Settlement,
  type StagedEdits,
  type StagedUpdate,
  settleConflict,
} from "../../../../shared/edits/staged.ts";
import { Button } from "../../../ui/controls/button.tsx";
import { formatAmount } from "../../../ui/display/format.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";

interface ConflictListProps {
  readonly edits: StagedEdits;
  readonly stage: (edits: StagedEdits) => void;
}

const reasons = {
  changed: "Somebody stored other values since you saw the row.",
  gone: "The row is gone: it was deleted, or its key was changed.",
  ambiguous: "Several rows have this key, so none of them was touched.",
} as const;

/** Rows that are no longer what was on screen: mine, theirs, and what both began with. Nothing was stored. */
export function ConflictList({ edits, stage }: ConflictListProps) {
  const conflicts = [...edits.rows].filter(([, row]) => row.conflict !== null);
  const settle = (key: string, settlement: Settlement) =>
    stage(settleConflict(edits, key, settlement, crypto.randomUUID()));
  return (
    <div className="staged-conflicts" role="alert">
      <h3>{formatAmount(conflicts.length, "row")} changed meanwhile; nothing was stored</h3>
      {conflicts.map(([key, row]) => (
        <article key={key} className="staged-conflict" aria-label={nameOf(row)}>
          <div className="staged-conflict-head">
            <strong className="mono">{nameOf(row)}</strong>
            <span className="muted">{reasons[row.conflict?.reason ?? "changed"]}</span>
            {row.conflict?.reason === "ambiguous" ? (
              <Button isSmall onPress={() => settle(key, "theirs")}>
                Leave it
              </Button>
            ) : (
              <>
                <Button isSmall onPress={() => settle(key, "theirs")}>
                  Take theirs
                </Button>
                <Button isSmall onPress={() => settle(key, "mine")}>
                  {mineLabel(row)}
                </Button>
              </>
            )}
          </div>
          {row.conflict?.reason === "changed" && <Values row={row} />}
        </article>
      ))}
    </div>
  );
}

function Values({ row }: { readonly row: StagedUpdate }) {
  const different = (row.conflict?.theirs ?? []).filter(({ column, value }) => row.old.get(column) !== value);
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">Column</th>
          <th scope="col">Mine</th>
          <th scope="col">Theirs</th>
          <th scope="col">When I looked</th>
        </tr>
      </thead>
      <tbody>
        {different.map(({ column, value }) => (
          <tr key={column}>
            <th scope="row">{visibleName(column)}</th>
            <td>{row.isDeleted ? "deleted" : editText(row.cells.get(column))}</td>
            <td>{stored(value)}</td>
            <td>{stored(row.old.get(column) ?? null)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function mineLabel({ conflict, isDeleted }: StagedUpdate): string {
  if (conflict?.reason === "gone") return isDeleted ? "It is deleted already" : "Insert it again with mine";
  return isDeleted ? "Delete it all the same" : "Keep mine over theirs";
}

function nameOf({ identity }: StagedUpdate): string {
  return visibleName(identity.map(({ column, value }) => `${column} = ${value ?? "NULL"}`).join(", "));
}

function editText(value: EditValue | undefined): string {
  if (!value) return "not changed";
  return value.kind === "text" ? stored(value.text) : value.kind === "null" ? "NULL" : "DEFAULT";
}

function stored(text: string | null): string {
  if (text === null) return "NULL";
  return text === "" ? "'' empty text" : visibleName(text);
}
