import type { ChangeRequest } from "../../../../shared/changes/model.ts";
import type { RestorePoint } from "../../../../shared/changes/review-model.ts";
import type { Connection } from "../../../../shared/connections/model.ts";
import { formatAgo } from "../../../ui/display/format.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { ConfirmByName } from "../../../ui/overlays/confirm-by-name.tsx";
import { useTargetName } from "../changes-view.ts";

interface RestoreDialogProps {
  readonly request: ChangeRequest;
  readonly connection: Connection;
  readonly point: RestorePoint;
  readonly onClose: () => void;
  readonly onConfirm: () => void;
}

/** What goes back with a restore, before it is done: everything, whoever wrote it. */
export function RestoreDialog({ request, connection, point, onClose, onConfirm }: RestoreDialogProps) {
  const targetName = useTargetName(connection);
  const later = request.events.filter(({ at }) => at > point.at).length;
  return (
    <ConfirmByName
      title="Restore the target?"
      isOpen
      onClose={onClose}
      name={connection.name}
      confirmLabel="Restore"
      onConfirm={onConfirm}
    >
      <p>
        {visibleName(targetName)} gets the content of <b>{visibleName(point.name)}</b>, kept {formatAgo(point.at)} just
        before this request was applied.
      </p>
      <ul className="decision-blast">
        <li>
          Every database of the branch goes back, not only this one, and every row that anybody wrote since is gone from
          it.
        </li>
        <li>All its sessions are ended.</li>
        <li>
          The ledger goes back as well: {later} rows of this request alone were written since. Its next row says up to
          which one.
        </li>
        <li>What is there now stays readable: it is kept as a branch of its own.</li>
      </ul>
    </ConfirmByName>
  );
}
