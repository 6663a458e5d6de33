/** What Electron's executable was told. */
export interface CommandLine {
  /** Modules to load before the app (`-r`). */
  readonly requires: readonly string[];
  /** Port of Node's inspector, when asked for; 0 is any. */
  readonly inspectPort: number | null;
  /** Port of Chromium's, when asked for; 0 is any. */
  readonly debuggingPort: number | null;
  /** The app's folder or file; null when none was named. */
  readonly app: string | null;
  /** Chromium's switches: those before the app. */
  readonly switches: readonly (readonly [name: string, value: string])[];
  readonly isVersionAsked: boolean;
}

/** Reads the arguments as Electron does: its own and Chromium's come before the app, the app's come after. */
export function parseCommandLine(values: readonly string[]): CommandLine {
  const requires: string[] = [];
  const switches: [string, string][] = [];
  let inspectPort: number | null = null;
  let debuggingPort: number | null = null;
  let app: string | null = null;
  const rest = [...values];
  for (let value = rest.shift(); value !== undefined && app === null; value = rest.shift()) {
    const inspect = /^--inspect(?:-brk)?(?:=(?:.*:)?(\d+))?$/.exec(value);
    const debugging = /^--remote-debugging-port=(\d+)$/.exec(value);
    const option = /^--([^=]+)(?:=(.*))?$/s.exec(value);
    if (value === "-r" || value === "--require") requires.push(rest.shift() ?? "");
    else if (inspect) inspectPort = Number(inspect[1] ?? 9229);
    else if (debugging) debuggingPort = Number(debugging[1]);
    else if (option) switches.push([option[1] ?? "", option[2] ?? ""]);
    else app = value;
  }
  return {
    requires,
    inspectPort,
    debuggingPort,
    app,
    switches,
    isVersionAsked: app === null && values.includes("--version"),
  };
}
