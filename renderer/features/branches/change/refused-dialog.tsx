import { Button } from "../../../ui/controls/button.tsx";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { Dialog } from "../../../ui/overlays/dialog.tsx";

interface RefusedDialogProps {
  readonly name: string;
  readonly reason: string;
  readonly onClose: () => void;
}

/** Says why a branch stays as it is. */
export function RefusedDialog({ name, reason, onClose }: RefusedDialogProps) {
  return (
    <Dialog
      title={`${visibleName(name)} stays`}
      isOpen
      size="small"
      onClose={onClose}
      footer={<Button onPress={onClose}>Close</Button>}
    >
      <p>{reason}</p>
    </Dialog>
  );
}
