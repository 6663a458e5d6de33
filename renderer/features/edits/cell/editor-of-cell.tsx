import type { EditableColumn, EditValue } from "../../../../shared/edits/model.ts";
import { useRequest } from "../../../bridge/use-request.ts";
import type { EditMove, EditPlace, EditStart } from "../../../ui/grid/editing/grid-editing.ts";
import type { EditTarget } from "../edit-target.ts";
import { currentText } from "../staging/staged-actions.ts";
import { CellEditor } from "./cell-editor.tsx";

interface EditorOfCellProps {
  readonly target: EditTarget;
  readonly column: EditableColumn;
  readonly place: EditPlace;
  readonly start: EditStart;
  /** `old` is what is stored now, whole. */
  readonly onStage: (value: EditValue, old: string | null) => void;
  readonly onClose: (move: EditMove) => void;
}

/** The editor of a cell; a value of which only the beginning is here is fetched whole before it can be changed. */
export function EditorOfCell({ target, column, place, start, onStage, onClose }: EditorOfCellProps) {
  const { ref, schema, name } = target;
  const text = currentText(place);
  const identity = place.row.kind === "row" ? [...place.row.identity] : [];
  const whole = useRequest(
    "grid.cell",
    { ref, schema, name, column: column.name, identity },
    { enabled: text === undefined, staleMs: 0 },
  );
  const isTooLong = whole.data?.isCut === true;
  const known = text === undefined ? whole.data?.text : text;
  const old = text === undefined ? (whole.data?.text ?? null) : (place.stored?.text ?? null);
  const loading =
    whole.error ??
    (isTooLong
      ? { message: "This value is too long to be edited here." }
      : text === undefined && (whole.data === undefined || whole.isFetching));
  return (
    <CellEditor
      target={target}
      column={column}
      text={known ?? null}
      start={start}
      loading={loading}
      onStage={(value) => onStage(value, old)}
      onClose={onClose}
    />
  );
}
