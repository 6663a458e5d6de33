import { LockOpen } from "lucide-react";
import { formatTimeLeft } from "../../../shared/sessions/model.ts";
import { useDatabaseRef } from "../../state/workspace.ts";
import { StatusBox } from "../../ui/frame/status-item.tsx";
import { useUnlock } from "./use-unlock.ts";

/** In the status bar while production can be written to. */
export function UnlockStatus() {
  const ref = useDatabaseRef();
  const { unlock, leftMs } = useUnlock(ref?.connectionId ?? null);
  if (!unlock) return null;
  return (
    <StatusBox label={`Unlocked by ${unlock.user}: ${unlock.reason}`}>
      <LockOpen aria-hidden />
      Writes unlocked {formatTimeLeft(leftMs)}
    </StatusBox>
  );
}
