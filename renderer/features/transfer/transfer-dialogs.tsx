import { useTransferRequests } from "../../state/transfer-requests.ts";
import { ExportDialog } from "./exporting/export-dialog.tsx";

/** The export that somebody asked for. */
export function TransferDialogs() {
  const asked = useTransferRequests((state) => state.asked);
  const close = useTransferRequests((state) => state.close);
  return asked && <ExportDialog key={JSON.stringify(asked)} asked={asked} onClose={close} />;
}
