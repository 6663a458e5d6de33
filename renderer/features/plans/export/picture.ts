/** A rectangle or a line of text at its place, in pixels. */
export type Shape =
  | {
      readonly kind: "box";
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly fill: string | null;
      readonly stroke?: string;
    }
  | {
      readonly kind: "text";
      readonly x: number;
      /** The middle of the line. */
      readonly y: number;
      readonly text: string;
      readonly size: number;
      readonly fill: string;
      readonly isBold?: boolean;
      readonly isMono?: boolean;
      readonly isAtEnd?: boolean;
    };

/** A picture as shapes, the same for SVG and PNG. */
export interface Picture {
  readonly title: string;
  readonly width: number;
  readonly height: number;
  readonly background: string;
  readonly shapes: readonly Shape[];
}

export const uiFont = "system-ui, -apple-system, 'Segoe UI', sans-serif";
export const monoFont = "ui-monospace, 'SF Mono', Consolas, 'DejaVu Sans Mono', monospace";

/** Cut to what fits into a width. By a wide average letter: nobody can measure text in a file that is read elsewhere. */
export function cutText(text: string, width: number, size: number): string {
  const letters = [...text];
  const most = Math.floor(width / (size * 0.58));
  if (letters.length <= most) return text;
  return most < 3 ? "" : `${letters.slice(0, most - 1).join("")}…`;
}
