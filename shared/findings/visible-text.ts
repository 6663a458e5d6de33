const hidden = /(?![\n\t])(?:\p{Cc}|\p{Cf}|\p{Zl}|\p{Zp}|\u034f|\u115f|\u1160|\u3164)/gu;

/** Text of several lines in which nothing hides or turns the writing around: such characters become `\u{202e}`. */
export function visibleText(text: string): string {
  return text
    .replace(/\r\n/g, "\n")
    .replace(hidden, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}
