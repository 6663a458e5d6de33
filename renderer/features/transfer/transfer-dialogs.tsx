import { useTransferRequests } from "../../state/transfer-requests.ts";
import { ExportDialog } from "./exporting/export-dialog.tsx";
import { ImportDialog } from "./importing/import-dialog.tsx";

/** The export or import that somebody asked for. */
export function TransferDialogs() {
  const { asked, askedImport, close } = useTransferRequests();
  if (asked) return <ExportDialog key={JSON.stringify(asked)} asked={asked} onClose={close} />;
  return askedImport && <ImportDialog key={JSON.stringify(askedImport)} asked={askedImport} onClose={close} />;
}
