/** When something was, short: "14:42" today, "Yesterday 14:42", "2 Sep 14:42". In the machine's own zone. */
export function dayAndTime(iso: string, now = new Date()): string {
  const at = new Date(iso);
  const clock = `${String(at.getHours()).padStart(2, "0")}:${String(at.getMinutes()).padStart(2, "0")}`;
  const midnight = (date: Date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
  const days = Math.round((midnight(now) - midnight(at)) / 86_400_000);
  if (days === 0) return clock;
  if (days === 1) return `Yesterday ${clock}`;
  return `${at.getDate()} ${at.toLocaleString("en-US", { month: "short" })} ${clock}`;
}
