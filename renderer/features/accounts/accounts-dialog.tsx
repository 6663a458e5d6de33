import { CloudOff, Plus } from "lucide-react";
import { useState } from "react";
import type { Account, AccountProject } from "../../../shared/accounts/model.ts";
import { readNeonProjectId } from "../../../shared/accounts/neon-project-id.ts";
import type { Connection } from "../../../shared/connections/model.ts";
import { useRequest } from "../../bridge/use-request.ts";
import { Button } from "../../ui/controls/button.tsx";
import { visibleName } from "../../ui/display/visible-name.ts";
import { EmptyState } from "../../ui/feedback/empty-state.tsx";
import { ErrorPanel } from "../../ui/feedback/error-panel.tsx";
import { Skeleton } from "../../ui/feedback/skeleton.tsx";
import { Dialog } from "../../ui/overlays/dialog.tsx";
import { AccountLine } from "./account-line.tsx";
import { AccountProjectList } from "./account-projects.tsx";
import "./accounts.css";
import { AddAccount } from "./add-account.tsx";
import { ConnectProject } from "./connect-project.tsx";
import { RemoveAccount } from "./remove-account.tsx";
import { ReplaceKey } from "./replace-key.tsx";

/** What the dialog shows. */
type Step =
  | { readonly kind: "list" | "add" }
  | { readonly kind: "projects" | "key" | "remove"; readonly account: Account }
  | { readonly kind: "connect"; readonly account: Account; readonly project: AccountProject };

interface AccountsDialogProps {
  /** A connection to a project that is to be changed; null for the accounts themselves. */
  readonly connection: Connection | null;
  readonly onClose: () => void;
  /** A connection to a project was made or changed. */
  readonly onConnected: (connection: Connection) => void;
}

/** The user's accounts at Neon: add one by its API key, see its projects, connect to them. */
export function AccountsDialog({ connection, onClose, onConnected }: AccountsDialogProps) {
  const accounts = useRequest("accounts.list", {});
  const [step, setStep] = useState<Step>({ kind: "list" });
  const toList = () => setStep({ kind: "list" });
  const changed = connection?.target.kind === "project" ? readNeonProjectId(connection.target.projectId) : null;
  if (connection && changed)
    return (
      <ConnectProject
        {...changed}
        projectName={connection.name}
        connection={connection}
        onBack={onClose}
        onClose={onClose}
        onSaved={onConnected}
      />
    );
  if (step.kind === "add")
    return (
      <AddAccount onBack={toList} onClose={onClose} onAdded={(account) => setStep({ kind: "projects", account })} />
    );
  if (step.kind === "key") return <ReplaceKey account={step.account} onBack={toList} onClose={onClose} />;
  if (step.kind === "remove") return <RemoveAccount account={step.account} onBack={toList} onClose={onClose} />;
  if (step.kind === "connect")
    return (
      <ConnectProject
        accountId={step.account.id}
        neonId={step.project.id}
        projectName={step.project.name}
        connection={null}
        onBack={() => setStep({ kind: "projects", account: step.account })}
        onClose={onClose}
        onSaved={onConnected}
      />
    );
  const isOfAccount = step.kind === "projects";
  return (
    <Dialog
      title={isOfAccount ? `Projects of ${visibleName(step.account.name)}` : "Neon accounts"}
      isOpen
      onClose={onClose}
      footer={
        <>
          {isOfAccount ? (
            <Button onPress={toList}>All accounts</Button>
          ) : (
            <Button icon={Plus} onPress={() => setStep({ kind: "add" })}>
              Add an account
            </Button>
          )}
          <span className="grow" />
          <Button onPress={onClose}>Close</Button>
        </>
      }
    >
      {isOfAccount ? (
        <AccountProjectList
          account={step.account}
          onConnect={(project) => setStep({ kind: "connect", account: step.account, project })}
          onReplaceKey={() => setStep({ kind: "key", account: step.account })}
        />
      ) : (
        <AccountList accounts={accounts.data} error={accounts.error} onStep={setStep} />
      )}
    </Dialog>
  );
}

interface AccountListProps {
  readonly accounts: readonly Account[] | undefined;
  readonly error: Error | null;
  readonly onStep: (step: Step) => void;
}

function AccountList({ accounts, error, onStep }: AccountListProps) {
  if (error) return <ErrorPanel error={error} />;
  if (!accounts) return <Skeleton lines={3} />;
  if (accounts.length === 0)
    return (
      <EmptyState
        icon={CloudOff}
        title="No Neon account yet"
        text="With an API key Steward lists your projects, shows their branches and computes, and makes, restores and deletes branches. Connections to them need no password then."
      />
    );
  return (
    <ul className="account-list" aria-label="Neon accounts">
      {accounts.map((account) => (
        <AccountLine
          key={account.id}
          account={account}
          onProjects={() => onStep({ kind: "projects", account })}
          onReplaceKey={() => onStep({ kind: "key", account })}
          onRemove={() => onStep({ kind: "remove", account })}
        />
      ))}
    </ul>
  );
}
