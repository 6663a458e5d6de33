import { useState } from "react";
import type { Account } from "../../../shared/accounts/model.ts";
import { useOperation } from "../../bridge/use-operation.ts";
import { Button } from "../../ui/controls/button.tsx";
import { visibleName } from "../../ui/display/visible-name.ts";
import { ErrorPanel } from "../../ui/feedback/error-panel.tsx";
import { Dialog } from "../../ui/overlays/dialog.tsx";
import "./accounts.css";
import { isCompleteKey, KeyField } from "./key-field.tsx";

interface ReplaceKeyProps {
  readonly account: Account;
  readonly onBack: () => void;
  readonly onClose: () => void;
}

/** Gives an account another key of the same person or organisation; its connections stay. */
export function ReplaceKey({ account, onBack, onClose }: ReplaceKeyProps) {
  const [key, setKey] = useState("");
  const replace = useOperation("accounts.replaceKey", { invalidates: ["accounts.list", "accounts.projects"] });
  const run = () => void replace.run({ accountId: account.id, key: key.trim() }).then(onBack, shownByState);
  return (
    <Dialog
      title={`Key of ${visibleName(account.name)}`}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onBack}>Back</Button>
          <span className="grow" />
          <Button variant="primary" isDisabled={!isCompleteKey(key) || replace.state === "running"} onPress={run}>
            {replace.state === "running" ? "Asking Neon" : "Use this key"}
          </Button>
        </>
      }
    >
      <form
        className="account-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (isCompleteKey(key)) run();
        }}
      >
        <KeyField value={key} onChange={setKey} />
        <p className="account-note">
          The old key is forgotten once Neon accepts this one. Revoke it in Neon's console.
        </p>
      </form>
      <ErrorPanel error={replace.error} />
    </Dialog>
  );
}

/** The rejection is also the operation's state, which is shown. */
function shownByState(): void {}
