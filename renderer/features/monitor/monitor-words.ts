import type { MonitoredSession } from "../../../shared/monitor/model.ts";
import { visibleName } from "../../ui/display/visible-name.ts";

/** Seconds as people read them: "0.4 s", "12 s", "3 min 05 s", "2 h 10 min". */
export function durationText(seconds: number | null): string {
  if (seconds === null) return "";
  if (seconds < 0.05) return "< 0.1 s";
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes} min ${String(whole % 60).padStart(2, "0")} s`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ${String(minutes % 60).padStart(2, "0")} min` : `${Math.floor(hours / 24)} d`;
}

/** Who a session is: its user and, where it says one, its application. */
export function sessionName({ user, application, backendType, pid }: MonitoredSession): string {
  const who = user ?? backendType ?? `process ${pid}`;
  return visibleName(application === "" || user === null ? who : `${who} · ${application}`);
}

/** Its statement in one line. */
export function oneLine(statement: string | null): string {
  return visibleName((statement ?? "").replace(/\s+/g, " ").trim());
}
