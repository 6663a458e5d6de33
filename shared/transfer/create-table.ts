import type { ObjectName } from "../databases/model.ts";
import { quoteIdentifier, quoteName } from "../sql/quote.ts";
import type { NewTable } from "./import-model.ts";

/** CREATE TABLE for a file's rows. Types stand as they are written; names are quoted. */
export function composeCreateTable(name: ObjectName, { columns, primaryKey }: NewTable): string {
  const lines = columns.map(({ name: column, type, isNullable }) => {
    const rule = column === primaryKey ? " PRIMARY KEY" : isNullable ? "" : " NOT NULL";
    return `  ${quoteIdentifier(column)} ${type}${rule}`;
  });
  return `CREATE TABLE ${quoteName(name)} (\n${lines.join(",\n")}\n)`;
}

/** Bytes that a name of the server has at most; the server would cut a longer one. */
const maxNameBytes = 63;

/** A name from a file's words: small letters, digits and `_`; letters of all scripts stay. `_` where nothing is left. */
export function plainNameOf(words: string): string {
  const plain = words
    .normalize("NFC")
    .replace(/(\p{Ll})(\p{Lu})/gu, "$1_$2")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "_")
    .replace(/^_+|_+$/g, "");
  const cut = cutToBytes(plain, maxNameBytes).replace(/_+$/, "");
  if (cut === "") return "_";
  return /^\p{N}/u.test(cut) ? cutToBytes(`_${cut}`, maxNameBytes) : cut;
}

/** Names for all columns of a file, each another one. */
export function plainNamesOf(titles: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return titles.map((title) => {
    const plain = plainNameOf(title);
    let name = plain;
    for (let number = 2; taken.has(name); number++) {
      const suffix = `_${number}`;
      name = cutToBytes(plain, maxNameBytes - suffix.length) + suffix;
    }
    taken.add(name);
    return name;
  });
}

function cutToBytes(text: string, maxBytes: number): string {
  let bytes = 0;
  let kept = "";
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    if (bytes > maxBytes) break;
    kept += character;
  }
  return kept;
}
