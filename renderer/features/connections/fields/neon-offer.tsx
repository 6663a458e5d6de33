import { Cloud } from "lucide-react";
import { readNeonHost } from "../../../../shared/connections/neon-host.ts";
import { Button } from "../../../ui/controls/button.tsx";
import "../connection-dialog.css";

interface NeonOfferProps {
  readonly host: string;
  readonly onAccounts: () => void;
}

/** For a host at Neon: what an account can do that a host and a password cannot. Nothing for any other host. */
export function NeonOffer({ host, onAccounts }: NeonOfferProps) {
  if (!readNeonHost(host)) return null;
  return (
    <div className="connection-offer" role="note">
      <Cloud aria-hidden className="connection-warning-icon" />
      <p className="grow">
        This is a Neon compute. With your Neon account Steward also shows the project’s branches, makes and restores
        them, rehearses migrations on one, and needs no password.
      </p>
      <Button isSmall onPress={onAccounts}>
        Use the account
      </Button>
    </div>
  );
}
