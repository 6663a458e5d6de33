/**
 * Why a text is too long for `character varying(n)` or `character(n)`, null when it is not. `type` is as `format_type` prints
 * it. Blanks at the end do not count: the SQL standard has them cut when a value is stored. Characters are code points.
 */
export function whyTooLong(type: string, text: string): string | null {
  const limit = Number(/^character(?: varying)?\((\d+)\)$/.exec(type)?.[1] ?? Number.NaN);
  if (Number.isNaN(limit)) return null;
  const characters = [...text.replace(/ +$/, "")].length;
  return characters > limit ? `${characters} characters, and the column takes ${limit}` : null;
}
