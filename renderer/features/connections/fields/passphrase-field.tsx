import { useState } from "react";
import { leastPassphrase, type PasswordKeeping } from "../../../../shared/connections/contract.ts";
import { useOperation } from "../../../bridge/use-operation.ts";
import { useRequest } from "../../../bridge/use-request.ts";
import { Button } from "../../../ui/controls/button.tsx";
import { TextField } from "../../../ui/controls/text-field.tsx";
import { ErrorPanel } from "../../../ui/feedback/error-panel.tsx";
import "../connection-dialog.css";
import { lockedText } from "./keeping-words.ts";

/** Says that saved passwords are locked, with the way to open them where a passphrase does; nothing otherwise. */
export function LockedPasswords() {
  const keeping = useRequest("connections.passwordKeeping", {});
  const locked = keeping.data ? lockedText(keeping.data) : null;
  if (!keeping.data || locked === null) return null;
  return (
    <div className="connection-choice connection-locked">
      <p className="connection-note">{locked}</p>
      {keeping.data.place.kind === "memory" && <PassphraseField locked={keeping.data.locked} />}
    </div>
  );
}

/** Opens the saved passwords, or begins to keep them under a passphrase. */
export function PassphraseField({ locked }: Pick<PasswordKeeping, "locked">) {
  const isThere = locked.includes("passphrase");
  const [isOpen, setOpen] = useState(false);
  const [passphrase, setPassphrase] = useState("");
  const open = useOperation("connections.openVault", { invalidates: ["connections.passwordKeeping"] });
  if (!isOpen)
    return (
      <Button isSmall onPress={() => setOpen(true)}>
        {isThere ? "Open the saved passwords" : "Keep passwords under a passphrase"}
      </Button>
    );
  const isLong = passphrase.length >= leastPassphrase;
  const submit = () => {
    if (isLong && open.state !== "running") open.start({ passphrase });
  };
  return (
    <form
      className="connection-wide connection-passphrase"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <div className="grow">
        <TextField
          label="Passphrase"
          type="password"
          value={passphrase}
          onChange={setPassphrase}
          autoFocus
          description={
            isThere
              ? "The one that they were saved with."
              : `At least ${leastPassphrase} characters. Steward asks for it again after each start; nobody can bring it back.`
          }
        />
      </div>
      <Button type="submit" isDisabled={!isLong || open.state === "running"}>
        {isThere ? "Open" : "Keep them"}
      </Button>
      <div className="connection-wide">
        <ErrorPanel error={open.error} isCompact />
      </div>
    </form>
  );
}
