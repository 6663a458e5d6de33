import type { ProxyError } from "../protocol/error-response.ts";
import type { StartupParameter } from "../protocol/startup-packet.ts";

/** What a pooled client asked for at its start. */
export interface PooledStartup {
  readonly user: string;
  readonly database: string;
  /** Settings that its servers are started with, by their names in lower case. */
  readonly settings: ReadonlyMap<string, string>;
}

/** PgBouncer's own list: it keeps these for each client. */
const kept = new Set(["client_encoding", "datestyle", "timezone", "standard_conforming_strings", "application_name"]);
/** Neon's PgBouncer takes it and does nothing with it. */
const ignored = new Set(["extra_float_digits"]);

/** Refuses what a server that is lent for a transaction cannot be started with, in the words of Neon and PgBouncer. */
export function checkPooledStartup(parameters: readonly StartupParameter[]): PooledStartup | ProxyError {
  const settings = new Map<string, string>();
  let [user, database] = ["", ""];
  for (const [name, value] of parameters) {
    const lower = name.toLowerCase();
    if (name === "user") user = value;
    else if (name === "database") database = value;
    else if (kept.has(lower)) settings.set(lower, value);
    else if (name === "options") {
      const refusal = readOptions(value, settings);
      if (refusal) return refusal;
    } else if (!ignored.has(lower) && !name.startsWith("_pq_."))
      return refuse(`unsupported startup parameter: ${name}`);
  }
  if (user === "") return refuse("no PostgreSQL user name specified in startup packet", "28000");
  return { user, database: database === "" ? user : database, settings };
}

function readOptions(options: string, settings: Map<string, string>): ProxyError | null {
  const words = options.split(/(?<!\\)\s+/).filter((word) => word !== "");
  for (let at = 0; at < words.length; at++) {
    let word = words[at] ?? "";
    if (word === "-c") word = words[++at] ?? "";
    const match = /^(?:-c|--)?([A-Za-z_][\w.-]*)=(.*)$/.exec(word);
    if (!match) return refuse("unsupported startup parameter: options");
    const name = (match[1] ?? "").replaceAll("-", "_").toLowerCase();
    if (kept.has(name)) settings.set(name, (match[2] ?? "").replace(/\\(.)/g, "$1"));
    else if (!ignored.has(name)) return refuse(`unsupported startup parameter in options: ${name}`);
  }
  return null;
}

function refuse(message: string, sqlstate = "08P01"): ProxyError {
  const advice = ". Please use unpooled connection or remove this parameter from the startup package.";
  return { sqlstate, message: message.startsWith("unsupported") ? message + advice : message };
}
