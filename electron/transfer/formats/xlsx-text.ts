/** Limits of a worksheet: what more there is, Excel refuses or repairs away. */
export const excelLimits = { rows: 1_048_576, characters: 32_767 } as const;

// XML has no place for these; Excel writes each as _xHHHH_, and a text that looks like that with its _ so written.
// A carriage return would become a line feed when it is read.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what has to be found
const notInXml = /[\u0000-\u0008\u000b-\u001f\u007f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)/g;
const encoded = /_x([0-9A-Fa-f]{4})_/g;

/** A text as a cell holds it, cut where Excel would cut it and never inside a character. */
export function cellTextOf(value: string): { readonly text: string; readonly isCut: boolean } {
  const isCut = value.length > excelLimits.characters;
  const kept = isCut ? cutText(value, excelLimits.characters) : value;
  const text = kept.replace(
    notInXml,
    (character) => `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`,
  );
  return { text, isCut };
}

/** The text that a cell's stored form stands for. */
export function readCellText(stored: string): string {
  return stored.replace(encoded, (_whole, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
}

function cutText(value: string, length: number): string {
  const last = value.charCodeAt(length - 1);
  return value.slice(0, last >= 0xd800 && last <= 0xdbff ? length - 1 : length);
}
