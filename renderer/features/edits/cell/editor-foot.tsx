import type { EditableColumn, ValueVerdict } from "../../../../shared/edits/model.ts";
import { useRequest } from "../../../bridge/use-request.ts";
import { cellText } from "../../../ui/grid/cells/cell-text.ts";
import { useSettled } from "../../../ui/use-settled.ts";
import type { EditTarget } from "../edit-target.ts";
import { isParticular } from "../staging/staged-texts.ts";
import { valueHint } from "./value-hint.ts";

interface EditorFootProps {
  readonly target: EditTarget;
  readonly column: EditableColumn;
  readonly draft: string;
  /** Whether the draft is another text than the one that the editor began with. */
  readonly isChanged: boolean;
  readonly isLong: boolean;
}

const settleMs = 200;
const maxLength = 100_000;
const shownCharacters = 80;

/** What stands under an editor: how a value is written, and what the server makes of the one that is being typed. */
export function EditorFoot({ target, column, draft, isChanged, isLong }: EditorFootProps) {
  const { ref, schema, name } = target;
  const text = useSettled(draft, settleMs);
  const isAsked = isChanged && isParticular(column) && text.length <= maxLength;
  const { data } = useRequest(
    "edits.check",
    { ref, schema, name, values: [{ column: column.name, text }] },
    { enabled: isAsked, staleMs: 60_000 },
  );
  const verdict = isAsked && text === draft ? data?.[0] : undefined;
  const hint = valueHint(column);
  const line = verdict ? verdictLine(verdict, text) : null;
  if (!line && !hint && !isLong) return null;
  return (
    <div className={`cell-editor-foot${verdict?.kind === "refused" ? " cell-editor-refused" : ""}`}>
      <div role="status">{line ?? hint}</div>
      {isLong && <div>Ctrl Enter stages, Escape leaves it as it was</div>}
    </div>
  );
}

function verdictLine(verdict: ValueVerdict, text: string): string | null {
  if (verdict.kind === "refused") return verdict.message;
  if (verdict.kind === "unknown" || verdict.stored === text || text.length > shownCharacters) return null;
  return `Stored as ${cellText(verdict.stored.slice(0, shownCharacters))}`;
}
