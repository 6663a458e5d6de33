import { useState } from "react";
import type { Account } from "../../../shared/accounts/model.ts";
import { useOperation } from "../../bridge/use-operation.ts";
import { visibleName } from "../../ui/display/visible-name.ts";
import { ErrorPanel } from "../../ui/feedback/error-panel.tsx";
import { FormDialog } from "../../ui/overlays/form-dialog.tsx";
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
    <FormDialog
      title={`Key of ${visibleName(account.name)}`}
      submitLabel={replace.state === "running" ? "Asking Neon" : "Use this key"}
      isBlocked={!isCompleteKey(key) || replace.state === "running"}
      onSubmit={run}
      onClose={onClose}
      back={{ label: "Back", onPress: onBack }}
    >
      <KeyField value={key} onChange={setKey} />
      <p className="account-note">The old key is forgotten once Neon accepts this one. Revoke it in Neon's console.</p>
      <ErrorPanel error={replace.error} />
    </FormDialog>
  );
}

/** The rejection is also the operation's state, which is shown. */
function shownByState(): void {}
