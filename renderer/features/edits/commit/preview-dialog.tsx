import type { RowChange } from "../../../../shared/edits/model.ts";
import { useRequest } from "../../../bridge/use-request.ts";
import { Button } from "../../../ui/controls/button.tsx";
import { CopyButton } from "../../../ui/display/copy-button.tsx";
import { formatAmount } from "../../../ui/display/format.ts";
import { SqlText } from "../../../ui/display/sql-text.tsx";
import { ErrorPanel } from "../../../ui/feedback/error-panel.tsx";
import { Skeleton } from "../../../ui/feedback/skeleton.tsx";
import { Dialog } from "../../../ui/overlays/dialog.tsx";
import type { EditTarget } from "../edit-target.ts";

interface PreviewDialogProps {
  readonly target: EditTarget;
  readonly changes: readonly RowChange[];
  readonly onClose: () => void;
}

/** The statements of a commit, to be read before it. */
export function PreviewDialog({ target, changes, onClose }: PreviewDialogProps) {
  const { ref, schema, name } = target;
  const { data, error } = useRequest("edits.preview", { ref, schema, name, changes: [...changes] }, { staleMs: 0 });
  return (
    <Dialog
      title="SQL of the staged changes"
      isOpen
      size="large"
      onClose={onClose}
      footer={
        <>
          {data && <CopyButton text={data.join("\n")} label="Copy all" />}
          <Button onPress={onClose}>Close</Button>
        </>
      }
    >
      <p className="muted">
        {formatAmount(changes.length, "statement")} in one transaction. Each has to change exactly one row, and the row
        has to be what it was on screen; otherwise nothing is stored.
      </p>
      {error && <ErrorPanel error={error} />}
      {!data && !error && <Skeleton lines={6} />}
      <ol className="staged-preview">
        {data?.map((sql, index) => (
          <li key={index}>
            <SqlText sql={sql} />
          </li>
        ))}
      </ol>
    </Dialog>
  );
}
