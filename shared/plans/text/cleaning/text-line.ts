/** One line of a pasted text, without the frame around it. */
export interface TextLine {
  /** As people count, from 1. */
  readonly number: number;
  /** Without blanks at its end. */
  readonly text: string;
  /** psql's mark: the value holds a line break here. */
  readonly goesOn?: boolean;
  /** Another plan may begin here: a head, a count of rows, a prompt stood before it. */
  readonly afterBreak?: boolean;
}

/** How many blanks stand before the text. */
export function columnOf(text: string): number {
  return text.length - text.trimStart().length;
}
