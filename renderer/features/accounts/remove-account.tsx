import type { Account } from "../../../shared/accounts/model.ts";
import { useOperation } from "../../bridge/use-operation.ts";
import { Button } from "../../ui/controls/button.tsx";
import { visibleName } from "../../ui/display/visible-name.ts";
import { ErrorPanel } from "../../ui/feedback/error-panel.tsx";
import { Dialog } from "../../ui/overlays/dialog.tsx";
import { count } from "./count.ts";

interface RemoveAccountProps {
  readonly account: Account;
  readonly onBack: () => void;
  readonly onClose: () => void;
}

/** Asks before an account and its connections are forgotten. */
export function RemoveAccount({ account, onBack, onClose }: RemoveAccountProps) {
  const remove = useOperation("accounts.remove", { invalidates: ["accounts.list", "connections.list"] });
  const run = () => void remove.run({ accountId: account.id }).then(onBack, shownByState);
  const { connectionCount } = account;
  return (
    <Dialog
      title={`Remove ${visibleName(account.name)}?`}
      isOpen
      onClose={onClose}
      size="small"
      footer={
        <>
          <Button onPress={onBack}>Keep it</Button>
          <Button variant="danger" isDisabled={remove.state === "running"} onPress={run}>
            Remove the account
          </Button>
        </>
      }
    >
      <p>
        Steward forgets its API key
        {connectionCount > 0 ? ` and ${count(connectionCount, "connection")} to its projects` : ""}. Nothing changes at
        Neon: projects, branches and the key itself stay. Revoke the key in Neon's console if it is no longer used.
      </p>
      <ErrorPanel error={remove.error} />
    </Dialog>
  );
}

/** The rejection is also the operation's state, which is shown. */
function shownByState(): void {}
