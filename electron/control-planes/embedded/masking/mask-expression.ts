import type { MaskingRule } from "../../../../shared/branches/model.ts";
import { AppError } from "../../../../shared/ipc/app-error.ts";
import { quoteIdentifier, quoteLiteral } from "../../../../shared/sql/quote.ts";

/** A column as the catalog knows it: its name quoted, its type as SQL. */
export interface MaskedColumn {
  readonly name: string;
  readonly type: string;
}

type Argument = { readonly kind: "number" | "text"; readonly value: string } | { readonly kind: "column" };
type Build = (column: MaskedColumn, args: readonly Argument[], salt: string) => string;

interface MaskFunction {
  readonly name: string;
  readonly args: readonly Argument["kind"][];
  readonly build: Build;
}

const value = (args: readonly Argument[], at: number): string => {
  const argument = args[at];
  return argument === undefined || argument.kind === "column" ? "" : argument.value;
};
const text = ({ name }: MaskedColumn) => `${name}::pg_catalog.text`;
const random = "pg_catalog.random()";
/** Evaluated for each row: a subquery without a reference to the row would be evaluated once for all. */
const randomHex = `pg_catalog.md5(${random}::pg_catalog.text)`;
const between = (low: string, high: string) =>
  `pg_catalog.floor(${random} * (${high}::pg_catalog.numeric - ${low} + 1)::pg_catalog.float8)::pg_catalog.numeric + ${low}`;
const day = (args: readonly Argument[], at: number) => `${quoteLiteral(value(args, at))}::pg_catalog.timestamptz`;

/** Functions of PostgreSQL Anonymizer, as Neon names them, that plain SQL can do. Those with dictionaries cannot be. */
const functions: readonly MaskFunction[] = [
  {
    name: "hash",
    args: ["column"],
    build: (column, _args, salt) =>
      `pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(${quoteLiteral(salt)} || ${text(column)}, 'UTF8')), 'hex')`,
  },
  {
    name: "random_string",
    args: ["number"],
    build: (_column, args) => {
      const length = Math.min(1024, Math.max(0, Math.trunc(Number(value(args, 0)))));
      const parts = new Array<string>(Math.max(1, Math.ceil(length / 32))).fill(randomHex);
      return `pg_catalog.left(${parts.join(" || ")}, ${length})`;
    },
  },
  {
    name: "random_int_between",
    args: ["number", "number"],
    build: (_column, args) => between(value(args, 0), value(args, 1)),
  },
  {
    name: "random_bigint_between",
    args: ["number", "number"],
    build: (_column, args) => between(value(args, 0), value(args, 1)),
  },
  { name: "random_zip", args: [], build: () => `pg_catalog.lpad((${between("0", "99999")})::pg_catalog.text, 5, '0')` },
  {
    name: "random_phone",
    args: ["text"],
    build: (_column, args) =>
      `${quoteLiteral(value(args, 0))} || pg_catalog.lpad((${between("0", "999999999")})::pg_catalog.text, 9, '0')`,
  },
  { name: "random_date", args: [], build: () => `pg_catalog.to_timestamp(${random} * 1893456000)` },
  {
    name: "random_date_between",
    args: ["text", "text"],
    build: (_column, args) => `${day(args, 0)} + ${random} * (${day(args, 1)} - ${day(args, 0)})`,
  },
  { name: "fake_email", args: [], build: () => `pg_catalog.left(${randomHex}, 12) || '@example.com'` },
  {
    name: "partial",
    args: ["column", "number", "text", "number"],
    build: (column, args) =>
      `pg_catalog.left(${text(column)}, ${value(args, 1)}) || ${quoteLiteral(value(args, 2))} || pg_catalog.right(${text(column)}, ${value(args, 3)})`,
  },
  {
    name: "partial_email",
    args: ["column"],
    build: (column) =>
      `pg_catalog.regexp_replace(${text(column)}, '^(.{0,2})[^@]*@(.{0,2}).*(\\.[^.]*)$', '\\1******@\\2******\\3')`,
  },
  {
    name: "noise",
    args: ["column", "number"],
    build: ({ name }, args) => `${name} * (1 + (${random} * 2 - 1) * ${value(args, 1)})`,
  },
];

const known = ["NULL", ...functions.map(({ name, args }) => `anon.${name}(${args.join(", ")})`)].join(", ");

/**
 * The SQL that masks one column, cast to its type. Nothing of a rule's text gets into it but numbers and quoted literals.
 * Throws `refused` for a function that needs the `anon` extension, with those that do not.
 */
export function maskExpression({ mask, column }: MaskingRule, masked: MaskedColumn, salt: string): string {
  if (mask.kind === "value") return `${quoteLiteral(mask.text)}::${masked.type}`;
  if (isNull(mask)) return `NULL::${masked.type}`;
  const call = /^\s*anon\.([a-z_]+)\s*\(([\s\S]*)\)\s*;?\s*$/.exec(mask.text);
  const found = functions.find(({ name }) => name === call?.[1]);
  const args = call && found ? readArguments(call[2] ?? "", column) : null;
  if (!found || !args || args.length !== found.args.length || args.some(({ kind }, at) => kind !== found.args[at]))
    throw new AppError("refused", `Column ${column} cannot be masked by ${mask.text} on this computer.`, {
      hint: `Its servers have no masking extension. What can be done without it: a value, ${known}.`,
    });
  return `(${found.build(masked, args, salt)})::${masked.type}`;
}

/** Whether a rule leaves nothing in its column. */
export function isNull(mask: MaskingRule["mask"]): boolean {
  return mask.kind === "function" && /^\s*null\s*$/i.test(mask.text);
}

/** Numbers, texts in quotes, and the column itself; null for anything else. */
function readArguments(list: string, column: string): readonly Argument[] | null {
  const args: Argument[] = [];
  let rest = list.trim();
  while (rest !== "") {
    const read =
      /^(?:(-?\d{1,18}(?:\.\d{1,9})?)|'((?:[^'\\]|'')*)'|("(?:[^"]|"")+"|[A-Za-z_][\w$]*))\s*(?:,\s*(?=\S)|$)/.exec(
        rest,
      );
    if (!read) return null;
    const [whole, number, quoted, name] = read;
    if (number !== undefined) args.push({ kind: "number", value: number });
    else if (quoted !== undefined) args.push({ kind: "text", value: quoted.replaceAll("''", "'") });
    else if (name === column || name === quoteIdentifier(column)) args.push({ kind: "column" });
    else return null;
    rest = rest.slice(whole.length);
  }
  return args;
}
