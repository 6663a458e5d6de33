import { KeyRound, Trash2 } from "lucide-react";
import type { Account } from "../../../shared/accounts/model.ts";
import { Button, IconButton } from "../../ui/controls/button.tsx";
import { Badge } from "../../ui/display/badge.tsx";
import { visibleName } from "../../ui/display/visible-name.ts";
import { keyText } from "./account-words.ts";
import "./accounts.css";
import { count } from "./count.ts";

interface AccountLineProps {
  readonly account: Account;
  readonly onProjects: () => void;
  readonly onReplaceKey: () => void;
  readonly onRemove: () => void;
}

const keyStates: Readonly<Record<Account["keyState"], string | null>> = {
  ready: null,
  locked: "key locked",
  missing: "key needed",
};

/** One account: whose it is, what its key reaches, and what can be done with it. */
export function AccountLine({ account, onProjects, onReplaceKey, onRemove }: AccountLineProps) {
  const name = visibleName(account.name);
  const trouble = keyStates[account.keyState];
  return (
    <li className="account-line">
      <div className="account-text">
        <span className="account-name">
          <span className="cut">{name}</span>
          {trouble && <Badge tone="warning">{trouble}</Badge>}
          {account.apiUrl !== null && <Badge>own address</Badge>}
        </span>
        <span className="account-note">{visibleName(keyText(account))}</span>
        <span className="account-note">
          {account.connectionCount === 0 ? "No connection yet" : count(account.connectionCount, "connection")}
          {account.apiUrl !== null && ` · ${visibleName(account.apiUrl)}`}
        </span>
      </div>
      {account.keyState === "ready" ? (
        <Button isSmall label={`Projects of ${name}`} onPress={onProjects}>
          Projects
        </Button>
      ) : (
        <Button isSmall label={`Enter the key of ${name}`} onPress={onReplaceKey}>
          Enter the key
        </Button>
      )}
      <IconButton label={`Replace the key of ${name}`} icon={KeyRound} isSmall onPress={onReplaceKey} />
      <IconButton label={`Remove ${name}`} icon={Trash2} isSmall onPress={onRemove} />
    </li>
  );
}
