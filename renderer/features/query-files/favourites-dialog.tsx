import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { AppError } from "../../../shared/ipc/app-error.ts";
import { useBridge } from "../../bridge/use-bridge.ts";
import { asAppError, useRequest } from "../../bridge/use-request.ts";
import { useQueryFiles } from "../../state/query-files.ts";
import { Button } from "../../ui/controls/button.tsx";
import { ErrorPanel } from "../../ui/feedback/error-panel.tsx";
import { Dialog } from "../../ui/overlays/dialog.tsx";
import { QueryFolder } from "./query-folder.tsx";

/** Asks which folder's queries stand in the sidebar. */
export function FavouritesDialog() {
  const bridge = useBridge();
  const client = useQueryClient();
  const { data } = useRequest("queryFiles.places", {});
  const [folder, setFolder] = useState<string | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const close = () => useQueryFiles.getState().ask(null);
  const set = async (path: string | null) => {
    try {
      await bridge.request("queryFiles.setFavourites", { path });
      await client.invalidateQueries({ queryKey: ["queryFiles.places"] });
      close();
    } catch (failure) {
      setError(asAppError(failure));
    }
  };
  return (
    <Dialog
      title="Folder of favourites"
      isOpen
      onClose={close}
      footer={
        <>
          <Button onPress={close}>Cancel</Button>
          {data && data.favourites.kind !== "none" && <Button onPress={() => void set(null)}>Use none</Button>}
          <Button variant="primary" isDisabled={folder === null} onPress={() => void set(folder)}>
            Use this folder
          </Button>
        </>
      }
    >
      <p>Its .sql files stand in the Query sidebar. A folder that a team keeps under version control fits well.</p>
      <QueryFolder folder={folder} onFolder={setFolder} onFile={() => undefined} chosenFile={null} />
      <ErrorPanel error={error} isCompact />
    </Dialog>
  );
}
