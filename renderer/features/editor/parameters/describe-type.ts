/** How a value of a type is written, by the type as `format_type` names it. */
const samples: readonly (readonly [RegExp, string])[] = [
  [/\[\]$/, "{1,2}"],
  [/^(?:smallint|integer|bigint|oid|xid)/, "0"],
  [/^(?:numeric|real|double|money)/, "0.0"],
  [/^boolean/, "true"],
  [/^uuid/, "00000000-0000-0000-0000-000000000000"],
  [/^date$/, "2026-12-31"],
  [/^timestamp.*without/, "2026-12-31 23:59:59"],
  [/^timestamp/, "2026-12-31 23:59:59+00"],
  [/^time/, "23:59:59"],
  [/^interval/, "1 day 02:00"],
  [/^jsonb?$/, '{"a": 1}'],
  [/^bytea/, "\\x00ff"],
  [/^(?:inet|cidr)/, "192.0.2.0/24"],
  [/range$/, "[1,10)"],
];

/** What an empty field shows: how a value of the type is written, or nothing known of it. */
export function sampleOf(type: string | undefined, labels: readonly string[] = []): string {
  if (type === undefined) return "value";
  if (labels[0] !== undefined) return labels[0];
  return samples.find(([pattern]) => pattern.test(type))?.[1] ?? "text";
}

/** Values that a field offers: those of an enum, and those of a boolean. */
export function suggestionsOf(type: string | undefined, labels: readonly string[]): readonly string[] {
  return type === "boolean" ? ["true", "false"] : labels;
}

/** The keys that a screen keyboard shows. */
export function inputModeOf(type: string | undefined): "decimal" | "text" {
  return type !== undefined && /^(?:smallint|integer|bigint|oid|numeric|real|double)[^[\]]*$/.test(type)
    ? "decimal"
    : "text";
}
