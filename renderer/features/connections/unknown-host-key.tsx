import type { HostKey } from "../../../shared/ipc/app-error.ts";
import { useOperation } from "../../bridge/use-operation.ts";
import { Button } from "../../ui/controls/button.tsx";
import { ErrorPanel } from "../../ui/feedback/error-panel.tsx";

interface UnknownHostKeyProps {
  readonly hostKey: HostKey;
  readonly onTrusted: () => void;
}

/** The way out of an SSH server that was never seen: a person compares the fingerprint and says yes, once. */
export function UnknownHostKey({ hostKey, onTrusted }: UnknownHostKeyProps) {
  const trust = useOperation("connections.trustHostKey");
  const { host, port, algorithm, key } = hostKey;
  return (
    <>
      <ErrorPanel error={trust.error} isCompact />
      <Button
        isDisabled={trust.state === "running"}
        onPress={() => void trust.run({ host, port, algorithm, key }).then(onTrusted, shownByState)}
      >
        Trust this key and test again
      </Button>
    </>
  );
}

/** The rejection is also the operation's state, which is shown. */
function shownByState(): void {}
