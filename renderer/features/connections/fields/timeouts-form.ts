import { formatDuration, parseDuration } from "../../../../shared/connections/duration.ts";
import {
  type Environment,
  type OwnTimeouts,
  type TimeoutName,
  timeoutNames,
} from "../../../../shared/connections/model.ts";
import { defaultTimeouts, timeoutBounds } from "../../../../shared/connections/timeouts.ts";

/** The time-outs as they are typed; what is left out or empty has the default. */
export type TimeoutsForm = Readonly<Partial<Record<TimeoutName, string>>>;

/** The form of what a connection says itself. */
export function timeoutsFormOf(own: OwnTimeouts = {}): TimeoutsForm {
  const typed = timeoutNames.map((name) => [name, own[name] === undefined ? "" : formatDuration(own[name])] as const);
  return Object.fromEntries(typed.filter(([, text]) => text !== ""));
}

/** What main gets: those that are typed and differ from the default. A time-out with a problem is left out. */
export function toTimeouts(form: TimeoutsForm, environment: Environment, host: string): OwnTimeouts {
  const defaults = defaultTimeouts(environment, host);
  const named = timeoutNames.flatMap((name) => {
    const typed = parseDuration(form[name] ?? "");
    return typed === null || typed === defaults[name] ? [] : [[name, typed] as const];
  });
  return Object.fromEntries(named);
}

/** What is wrong with a typed time-out; null where nothing is. */
export function timeoutProblem(name: TimeoutName, text = ""): string | null {
  if (text.trim() === "") return null;
  const typed = parseDuration(text);
  if (typed === null)
    return name === "connectMs" ? "As 500 ms, 30 s or 2 min." : "As 500 ms, 30 s, 5 min, 1 h or none.";
  const { leastMs, mostMs } = timeoutBounds(name);
  return typed < leastMs || typed > mostMs ? `From ${formatDuration(leastMs)} to ${formatDuration(mostMs)}.` : null;
}

/** The default as a placeholder. */
export function defaultTimeoutText(name: TimeoutName, environment: Environment, host: string): string {
  const defaultMs = defaultTimeouts(environment, host)[name];
  return defaultMs === null ? "the server’s" : formatDuration(defaultMs);
}
