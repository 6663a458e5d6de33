import { type ReactNode, useEffect, useMemo } from "react";
import { type ChangedKeys, keysOf } from "../../../shared/commands/changed-keys.ts";
import { type CommandId, findListed } from "../../../shared/commands/command-list.ts";
import { menuCommandIds } from "../../../shared/commands/menu-commands.ts";
import { judgeKeys, type KeyHost } from "../../../shared/commands/reserved-keys.ts";
import { findDesktopApi } from "../../bridge/desktop-bridge.ts";
import { useBridge } from "../../bridge/use-bridge.ts";
import { asAppError } from "../../bridge/use-request.ts";
import { isCommandPressed, isMac, useChangedKeys } from "../../state/keys/changed-keys.ts";
import { showToast } from "../../state/toasts.ts";
import { type CommandKeys, CommandKeysContext } from "../../ui/controls/command-keys.ts";

/** Where this window runs, as far as keys are concerned. */
export const keyHost: KeyHost = { isMac, isBrowser: findDesktopApi() === null };

/** Tells controls which keys commands have now, and the native menu as well. */
export function ProvideKeys({ children }: { readonly children: ReactNode }) {
  const changed = useChangedKeys((state) => state.changed);
  const keys = useMemo<CommandKeys>(
    () => ({ first: (id) => shownKeys(id, changed), isPressed: isCommandPressed }),
    [changed],
  );
  useMenuKeys(changed);
  return <CommandKeysContext value={keys}>{children}</CommandKeysContext>;
}

/** The way of several that is shown where there is room for one: the first that reaches the window. */
export function shownKeys(id: string, changed: ChangedKeys, own?: string): string | undefined {
  const all = keysOf(id, changed, own);
  const scope = findListed(id)?.scope ?? "window";
  return all.find((keys) => judgeKeys(keys, scope, keyHost).kind === "free") ?? all[0];
}

function useMenuKeys(changed: ChangedKeys): void {
  const bridge = useBridge();
  useEffect(() => {
    if (keyHost.isBrowser) return;
    const keys = menuCommandIds.map((id: CommandId) => [id, shownKeys(id, changed) ?? null] as const);
    bridge
      .request("commands.showInMenu", { keys: Object.fromEntries(keys) })
      .catch((error: unknown) => showToast({ tone: "error", text: asAppError(error).message }));
  }, [bridge, changed]);
}
