const hidden = /\p{Cc}|\p{Cf}|\p{Zl}|\p{Zp}|\u034f|\u115f|\u1160|\u3164/gu;

/**
 * A name as it can be shown: characters that hide, or turn the writing around, become `\u{202e}`. A trailing or
 * leading blank becomes an open box, because it is part of the name.
 */
export function visibleName(text: string): string {
  return text
    .replace(hidden, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`)
    .replace(/^ +| +$/g, (blanks) => "␣".repeat(blanks.length));
}
