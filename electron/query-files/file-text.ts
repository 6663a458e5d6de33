import { createHash } from "node:crypto";
import { maxSqlCharacters } from "../../shared/editor/contract.ts";
import { AppError } from "../../shared/ipc/app-error.ts";
import type { FileFormat } from "../../shared/query-files/model.ts";

/** A file's bytes as text with "\n", and what is needed to write it as it was. */
export interface DecodedText {
  readonly text: string;
  readonly format: FileFormat;
  readonly hasMixedBreaks: boolean;
}

const bom = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * Reads bytes as UTF-8, with or without a byte-order mark. Any other encoding is `invalidInput`, which names the line: a guess
 * would show other characters, and saving would write them. More than the editor takes is `tooLarge`.
 */
export function decodeText(bytes: Buffer, name: string): DecodedText {
  const hasBom = bytes.subarray(0, 3).equals(bom);
  const body = hasBom ? bytes.subarray(3) : bytes;
  const raw = decodeUtf8(body, name);
  if (raw.includes("\0")) throw otherEncoding(name, lineOf(body, body.indexOf(0)), "a byte that no text has");
  if (raw.length > maxSqlCharacters)
    throw new AppError("tooLarge", `${name} has more than ${maxSqlCharacters.toLocaleString("en")} characters.`, {
      hint: "Run it with psql, or split it into several files.",
    });
  const crlf = count(raw, /\r\n/g);
  const others = count(raw, /\r(?!\n)|(?<!\r)\n/g);
  return {
    text: raw.replace(/\r\n?/g, "\n"),
    format: { hasBom, lineBreak: crlf > others ? "crlf" : "lf" },
    hasMixedBreaks: (crlf > 0 && others > 0) || /\r(?!\n)/.test(raw),
  };
}

/** The bytes of a text in its format. A half of a surrogate pair is `invalidInput`: UTF-8 has no bytes for it. */
export function encodeText(text: string, { hasBom, lineBreak }: FileFormat): Buffer {
  if (/\p{Cs}/u.test(text))
    throw new AppError("invalidInput", "The text holds half of a character, which UTF-8 cannot write.", {
      hint: "Delete the character that is shown as a box or question mark, and save again.",
    });
  const plain = text.replace(/\r\n?/g, "\n");
  const body = Buffer.from(lineBreak === "crlf" ? plain.replaceAll("\n", "\r\n") : plain, "utf8");
  return hasBom ? Buffer.concat([bom, body]) : body;
}

/** Names bytes by what they are. */
export function versionOf(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function decodeUtf8(bytes: Buffer, name: string): string {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff))
    throw otherEncoding(name, 1, "the mark of UTF-16");
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw otherEncoding(name, lineOf(bytes, firstBadByte(bytes)), "bytes that are no UTF-8");
  }
}

/** Where decoding with replacements first gives what is not in the bytes. */
function firstBadByte(bytes: Buffer): number {
  const again = Buffer.from(bytes.toString("utf8"), "utf8");
  let at = 0;
  while (at < bytes.length && bytes[at] === again[at]) at++;
  return at;
}

function lineOf(bytes: Buffer, offset: number): number {
  let line = 1;
  for (let at = bytes.indexOf(10); at >= 0 && at < offset; at = bytes.indexOf(10, at + 1)) line += 1;
  return line;
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

function otherEncoding(name: string, line: number, what: string): AppError {
  return new AppError("invalidInput", `${name} is not read: line ${line} has ${what}.`, {
    hint: "Steward reads and writes UTF-8. Save the file as UTF-8, for example: iconv -f WINDOWS-1252 -t UTF-8 old.sql > new.sql",
  });
}
