const shortNames: readonly (readonly [RegExp, string])[] = [
  [/^timestamp(\(\d\))? with time zone/, "timestamptz$1"],
  [/^timestamp(\(\d\))? without time zone/, "timestamp$1"],
  [/^time(\(\d\))? with time zone/, "timetz$1"],
  [/^time(\(\d\))? without time zone/, "time$1"],
  [/^character varying/, "varchar"],
  [/^character\b/, "char"],
  [/^double precision/, "float8"],
  [/^bit varying/, "varbit"],
];

/** A type in few letters: `timestamp with time zone` is long, `timestamptz` says the same. */
export function shortType(type: string): string {
  for (const [pattern, short] of shortNames) if (pattern.test(type)) return type.replace(pattern, short);
  return type;
}
