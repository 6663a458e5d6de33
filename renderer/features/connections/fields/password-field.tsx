import { useState } from "react";
import { leastPassphrase, type PasswordKeeping } from "../../../../shared/connections/contract.ts";
import { useOperation } from "../../../bridge/use-operation.ts";
import { useRequest } from "../../../bridge/use-request.ts";
import { Button } from "../../../ui/controls/button.tsx";
import { TextField } from "../../../ui/controls/text-field.tsx";
import { ErrorPanel } from "../../../ui/feedback/error-panel.tsx";
import "../connection-dialog.css";
import { keepingText, lockedText } from "./keeping-words.ts";

interface PasswordFieldProps {
  readonly password: string;
  readonly isNew: boolean;
  readonly onChange: (password: string) => void;
}

/** The password, where it will be kept, and the way to keep it where the system offers none. */
export function PasswordField({ password, isNew, onChange }: PasswordFieldProps) {
  const keeping = useRequest("connections.passwordKeeping", {});
  const where = keeping.data ? keepingText(keeping.data) : "";
  const locked = keeping.data ? lockedText(keeping.data) : null;
  return (
    <div className="connection-choice">
      <div className="connection-wide">
        <TextField
          label="Password"
          type="password"
          value={password}
          onChange={onChange}
          description={isNew ? where : `Empty keeps the saved one; it is never shown. ${where}`}
        />
      </div>
      {locked !== null && <p className="connection-note">{locked}</p>}
      {keeping.data?.place.kind === "memory" && <PassphraseField locked={keeping.data.locked} />}
    </div>
  );
}

function PassphraseField({ locked }: Pick<PasswordKeeping, "locked">) {
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
