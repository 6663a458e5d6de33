import { spawn } from "node:child_process";

/** Opens `url` in the user's browser where there is a screen. Answers whether it was tried. */
export function openBrowser(url: string): boolean {
  const command = commandFor(process.platform, process.env);
  if (!command) return false;
  const [program, ...args] = command;
  const child = spawn(program, [...args, url], { stdio: "ignore", detached: true });
  // Without the program the printed link is the way in.
  child.on("error", () => undefined);
  child.unref();
  return true;
}

/** The program that opens a link on this platform; null without a screen. */
export function commandFor(
  platform: NodeJS.Platform,
  environment: NodeJS.ProcessEnv,
): readonly [string, ...string[]] | null {
  if (platform === "darwin") return ["open"];
  if (platform === "win32") return ["rundll32", "url.dll,FileProtocolHandler"];
  return environment.DISPLAY || environment.WAYLAND_DISPLAY ? ["xdg-open"] : null;
}
