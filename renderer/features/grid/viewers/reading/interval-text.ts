const units = [
  ["year", /(-?\+?\d+) years?/],
  ["month", /(-?\+?\d+) mons?/],
  ["day", /(-?\+?\d+) days?/],
] as const;

const clock = /([+-]?)(\d+):(\d\d):(\d\d(?:\.\d+)?)$/;
const whole = /^(?:[+-]?\d+ (?:years?|mons?|days?) ?)*(?:[+-]?\d+:\d\d:\d\d(?:\.\d+)?)?$/;

/** An interval in the `postgres` style in words, each part with its own sign; null for another style, or for zero. */
export function intervalWords(text: string): string | null {
  if (text === "" || !whole.test(text)) return null;
  const parts = units.flatMap(([unit, pattern]) => {
    const count = pattern.exec(text)?.[1];
    return count === undefined ? [] : [amount(count.replace("+", ""), unit)];
  });
  const time = clock.exec(text);
  if (time) {
    const [, sign = "", hours = "0", minutes = "0", seconds = "0"] = time;
    const own = [
      [hours, "hour"],
      [minutes, "minute"],
      [seconds, "second"],
    ] as const;
    for (const [count, unit] of own)
      if (!/^0+(?:\.0+)?$/.test(count))
        parts.push(amount(`${sign === "-" ? "-" : ""}${count.replace(/^0(?=\d)/, "")}`, unit));
  }
  return parts.length === 0 ? null : parts.join(", ");
}

function amount(count: string, unit: string): string {
  return `${count.replace("-", "−")} ${unit}${/^-?1$/.test(count) ? "" : "s"}`;
}
