import { Lock, LockOpen } from "lucide-react";
import { listedCommand } from "../../../shared/commands/command-list.ts";
import type { Environment } from "../../../shared/connections/model.ts";
import { formatTimeLeft, type WriteUnlock } from "../../../shared/sessions/model.ts";
import { useBridge } from "../../bridge/use-bridge.ts";
import { asAppError } from "../../bridge/use-request.ts";
import { useAskedUnlock } from "../../state/asked-unlock.ts";
import { useCommands } from "../../state/commands.ts";
import { showToast } from "../../state/toasts.ts";
import { useDatabaseRef } from "../../state/workspace.ts";
import { Button } from "../../ui/controls/button.tsx";
import { formatClock } from "../../ui/display/format.ts";
import { KeyValueList } from "../../ui/display/key-value.tsx";
import { PopoverButton } from "../../ui/overlays/popover.tsx";
import "./unlock-chip.css";
import { useUnlock } from "./use-unlock.ts";

/** The title bar's word on a locked environment: read-only, or unlocked with the time that is left and the reason. */
export function UnlockChip({ environment }: { readonly environment: Environment }) {
  const ref = useDatabaseRef();
  const { unlock, leftMs } = useUnlock(ref?.connectionId ?? null);
  const bridge = useBridge();
  const ask = useAskedUnlock((state) => state.ask);
  const lock = () => {
    if (!unlock) return;
    bridge
      .request("sessions.lock", { connectionId: unlock.connectionId })
      .catch((error) => showToast({ tone: "error", text: asAppError(error).message }));
  };
  useCommands(
    unlock
      ? [{ ...listedCommand("sessions.lock"), title: `Lock writes on ${environment} again`, run: lock }]
      : [
          {
            ...listedCommand("sessions.unlock"),
            title: `Unlock writes on ${environment} ...`,
            run: () => ref && ask(ref),
          },
        ],
    ref !== null,
  );
  if (!ref) return null;
  if (!unlock)
    return (
      <button type="button" className="unlock-chip" onClick={() => ask(ref)} title="Unlock writes, with a reason">
        <Lock aria-hidden className="unlock-chip-icon" />
        Read only
      </button>
    );
  return (
    <PopoverButton
      label={`Writes unlocked: ${unlock.reason}`}
      buttonClass="unlock-chip unlock-chip-open"
      button={
        <>
          <LockOpen aria-hidden className="unlock-chip-icon" />
          <span className="unlock-chip-time">Unlocked {formatTimeLeft(leftMs)} left</span>
          <span className="unlock-chip-reason cut">{unlock.reason}</span>
        </>
      }
    >
      {(close) => (
        <UnlockDetails
          unlock={unlock}
          onLock={() => {
            lock();
            close();
          }}
          onMore={() => {
            ask(ref);
            close();
          }}
        />
      )}
    </PopoverButton>
  );
}

interface UnlockDetailsProps {
  readonly unlock: WriteUnlock;
  readonly onLock: () => void;
  readonly onMore: () => void;
}

function UnlockDetails({ unlock, onLock, onMore }: UnlockDetailsProps) {
  return (
    <>
      <KeyValueList
        items={[
          { key: "Reason", value: unlock.reason },
          { key: "By", value: unlock.user },
          { key: "Since", value: formatClock(unlock.unlockedAt) },
          { key: "Until", value: formatClock(unlock.expiresAt) },
        ]}
      />
      <div className="unlock-actions">
        <Button onPress={onMore}>Other time or reason</Button>
        <Button variant="primary" icon={Lock} onPress={onLock}>
          Lock now
        </Button>
      </div>
    </>
  );
}
