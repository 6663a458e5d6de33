import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import type { EditableColumn, EditValue } from "../../../../shared/edits/model.ts";
import type { EditMove, EditStart } from "../../../ui/grid/editing/grid-editing.ts";
import { EditorFoot } from "./editor-foot.tsx";
import "./cell-editor.css";
import type { EditTarget } from "../edit-target.ts";

interface CellEditorProps {
  readonly target: EditTarget;
  readonly column: EditableColumn;
  /** What the cell holds now: a staged value, or the stored one; null is NULL. */
  readonly text: string | null;
  readonly start: EditStart;
  /** Whether the text is being fetched, because the page has only its beginning; then why it could not be. */
  readonly loading: boolean | { readonly message: string };
  readonly onStage: (value: EditValue) => void;
  readonly onClose: (move: EditMove) => void;
}

const longTypes = new Set(["json", "jsonb", "xml", "tsvector", "bytea"]);

/** The editor in the place of a cell. Enter, Tab and leaving it stage the value, Escape does not. */
export function CellEditor(props: CellEditorProps) {
  const { column, loading } = props;
  if (loading === true) return <div className="cell-editor cell-editor-wait">Fetching the whole value…</div>;
  if (loading !== false)
    return (
      <div className="cell-editor cell-editor-wait" role="alert">
        {loading.message}
      </div>
    );
  const labels = column.baseType === "bool" ? ["true", "false"] : column.labels;
  return labels ? <ChoiceEditor {...props} labels={labels} /> : <TextEditor {...props} />;
}

function TextEditor({ target, column, text, start, onStage, onClose }: CellEditorProps) {
  const first = start.kind === "type" ? start.text : (text ?? "");
  const [draft, setDraft] = useState(first);
  const isLong = longTypes.has(column.baseType) || first.includes("\n") || first.length > 120;
  const field = useRef<HTMLTextAreaElement>(null);
  const isDone = useRef(false);
  useEffect(() => {
    field.current?.focus();
    if (start.kind === "open" && !isLong) field.current?.select();
    else field.current?.setSelectionRange(first.length, first.length);
  }, [start.kind, first.length, isLong]);
  const close = (value: EditValue | null, move: EditMove) => {
    if (isDone.current) return;
    isDone.current = true;
    if (value) onStage(value);
    onClose(move);
  };
  // An editor that was opened over a NULL and left as it was leaves the NULL.
  const typed = (): EditValue | null => (text === null && draft === "" ? null : { kind: "text", text: draft });
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    event.stopPropagation();
    if (event.nativeEvent.isComposing) return;
    const isMod = event.ctrlKey || event.metaKey;
    if (event.key === "Escape") close(null, "stay");
    else if (event.key === "Enter" && !event.shiftKey && (!isLong || isMod)) close(typed(), "down");
    else if (event.key === "Tab") close(typed(), event.shiftKey ? "previous" : "next");
    else return;
    event.preventDefault();
  };
  return (
    <div className={`cell-editor${isLong ? " cell-editor-long" : ""}`}>
      <textarea
        ref={field}
        className="cell-editor-field"
        aria-label={`${column.name}, ${column.type}`}
        rows={isLong ? 8 : 1}
        spellCheck={false}
        value={draft}
        placeholder={text === null ? "NULL" : "empty text"}
        onChange={(event) => setDraft(event.target.value)}
        onKeyDown={onKeyDown}
        onBlur={() => close(typed(), "stay")}
      />
      <EditorFoot target={target} column={column} draft={draft} isChanged={draft !== (text ?? "")} isLong={isLong} />
    </div>
  );
}

function ChoiceEditor({
  column,
  text,
  labels,
  onStage,
  onClose,
}: CellEditorProps & { readonly labels: readonly string[] }) {
  const field = useRef<HTMLSelectElement>(null);
  const isDone = useRef(false);
  useEffect(() => field.current?.focus(), []);
  const current = column.baseType === "bool" ? ({ t: "true", f: "false" }[text ?? ""] ?? text) : text;
  const [choice, setChoice] = useState(current === null ? "null" : `=${current}`);
  const close = (isStaged: boolean, move: EditMove) => {
    if (isDone.current) return;
    isDone.current = true;
    const label = choice.slice(1);
    const stored = column.baseType === "bool" ? label.charAt(0) : label;
    if (isStaged) onStage(choice === "null" ? { kind: "null" } : { kind: "text", text: stored });
    onClose(move);
  };
  return (
    <div className="cell-editor">
      <select
        ref={field}
        className="cell-editor-field"
        aria-label={`${column.name}, ${column.type}`}
        value={choice}
        onChange={(event) => setChoice(event.target.value)}
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.key === "Escape") close(false, "stay");
          else if (event.key === "Enter") close(true, "down");
          else if (event.key === "Tab") close(true, event.shiftKey ? "previous" : "next");
          else return;
          event.preventDefault();
        }}
        onBlur={() => close(true, "stay")}
      >
        {!column.isNotNull && <option value="null">NULL</option>}
        {labels.map((label) => (
          <option key={label} value={`=${label}`}>
            {label}
          </option>
        ))}
      </select>
    </div>
  );
}
