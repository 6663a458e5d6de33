import { type App, BrowserWindow, dialog, shell, type WebContents } from "electron";
import { decideLink } from "./link-policy.ts";

/** Applies to every page that this app ever makes: it stays where it is, opens no window and holds no webview. */
export function guardContents(app: App, log: (line: string) => void): void {
  app.on("web-contents-created", (_event, contents) => {
    contents.on("will-navigate", (event) => event.preventDefault());
    contents.on("will-frame-navigate", (event) => event.preventDefault());
    contents.on("will-redirect", (event) => event.preventDefault());
    contents.on("will-attach-webview", (event) => event.preventDefault());
    contents.setWindowOpenHandler(({ url }) => {
      openLink(contents, url, log).catch((error: unknown) => log(`A link could not be opened: ${String(error)}`));
      return { action: "deny" };
    });
  });
}

/** The only way to the system's browser: a known host, and the user has seen the address. */
async function openLink(contents: WebContents, text: string, log: (line: string) => void): Promise<void> {
  const decision = decideLink(text);
  if (decision.kind === "refuse") {
    log(`A link was refused: ${decision.reason}`);
    return;
  }
  const window = BrowserWindow.fromWebContents(contents);
  const question = {
    type: "question" as const,
    message: `Open ${decision.host} in your browser?`,
    detail: decision.url,
    buttons: ["Open", "Cancel"],
    defaultId: 0,
    cancelId: 1,
    noLink: true,
  };
  const { response } = await (window ? dialog.showMessageBox(window, question) : dialog.showMessageBox(question));
  if (response === 0) await shell.openExternal(decision.url);
}
