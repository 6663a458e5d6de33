import type { Session } from "electron";
import { isOwnUrl } from "../protocol/own-origin.ts";

/** The only thing a page may ask of the system: to put text on the clipboard. Everything else is denied by default. */
export function isPermitted(permission: string, requestingUrl: string): boolean {
  return permission === "clipboard-sanitized-write" && isOwnUrl(requestingUrl);
}

/** Denies a session everything but `isPermitted`. Without handlers Electron would grant. */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    answer(isPermitted(permission, details.requestingUrl));
  });
  session.setPermissionCheckHandler((_contents, permission, origin) => isPermitted(permission, origin));
  session.setDevicePermissionHandler(() => false);
  session.on("will-download", (event, item) => {
    // A page may save what it made itself; nothing is fetched from elsewhere.
    if (!item.getURL().startsWith("blob:app://steward/")) event.preventDefault();
  });
}
