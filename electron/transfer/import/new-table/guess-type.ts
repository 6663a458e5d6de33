/** Types that are proposed, from the narrowest on. Each takes every text that `fits`, and gives it back with the same meaning. */
const candidates: readonly { readonly type: string; fits(text: string): boolean }[] = [
  { type: "boolean", fits: (text) => /^(?:true|false|t|f|yes|no)$/i.test(text) },
  { type: "integer", fits: (text) => isWhole(text) && text.length <= 11 && Math.abs(Number(text)) <= 2_147_483_647 },
  { type: "bigint", fits: (text) => isWhole(text) && text.length <= 20 && isInt8(BigInt(text)) },
  {
    type: "numeric",
    fits: (text) => /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(text) && text !== "-0" && text.length <= 10_000,
  },
  {
    type: "double precision",
    fits: (text) => /^(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|NaN|-?Infinity)$/.test(text) && keepsDigits(text),
  },
  { type: "date", fits: isDay },
  { type: "timestamp without time zone", fits: (text) => isMoment(text, false) },
  { type: "timestamp with time zone", fits: (text) => isMoment(text, true) },
  { type: "time without time zone", fits: (text) => isTime(text) },
  { type: "uuid", fits: (text) => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text) },
];

const nullWord = /^(?:null|nil|none|n\/a|na|#n\/a|\\n|-|\?|)$/i;

/** Reads the values of one column, one after the other, and says which type takes all of them. */
export class TypeGuess {
  private readonly possible = candidates.map(() => true);
  private readonly words = new Map<string, number>();
  private values = 0;
  private nulls = 0;
  private isNested = false;
  private hasLeadingZero = false;
  private hasPlus = false;

  /** `isNested`: an object or array of a JSON file. */
  add(value: string | null, isNested = false): void {
    if (value === null) {
      this.nulls += 1;
      return;
    }
    if (nullWord.test(value)) {
      this.words.set(value, (this.words.get(value) ?? 0) + 1);
      return;
    }
    this.values += 1;
    if (isNested) this.isNested = true;
    if (/^-?0\d/.test(value)) this.hasLeadingZero = true;
    if (/^\+\d/.test(value)) this.hasPlus = true;
    for (const [index, candidate] of candidates.entries())
      if (this.possible[index] && !candidate.fits(value)) this.possible[index] = false;
  }

  get isNullable(): boolean {
    return this.nulls > 0 || this.values + this.totalWords === 0;
  }

  /** The words that look like NULL, and whether the column would be something other than text without them. */
  get nullWords(): ReadonlyMap<string, number> {
    return this.withoutWords === "text" ? new Map() : this.words;
  }

  get type(): string {
    return this.totalWords > 0 ? "text" : this.withoutWords;
  }

  /** Why it is text; empty where the values themselves say it. */
  get reason(): string {
    if (this.values + this.totalWords === 0) return "No row has a value.";
    const words = [...this.nullWords.keys()].map((word) => (word === "" ? "an empty text" : word));
    if (words.length > 0)
      return `${words.join(", ")} among the values: with NULL for it, it can be ${this.withoutWords}.`;
    if (this.type !== "text") return "";
    if (this.hasLeadingZero) return "Leading zeros, which a number would lose.";
    if (this.hasPlus) return "A plus sign, which a number would lose.";
    return "";
  }

  private get totalWords(): number {
    return [...this.words.values()].reduce((sum, count) => sum + count, 0);
  }

  private get withoutWords(): string {
    if (this.isNested) return "jsonb";
    const index = this.values === 0 ? -1 : this.possible.indexOf(true);
    return candidates[index]?.type ?? "text";
  }
}

function isWhole(text: string): boolean {
  return /^(?:0|-?[1-9]\d*)$/.test(text);
}

function isInt8(value: bigint): boolean {
  return BigInt.asIntN(64, value) === value;
}

/** A double with no more than 15 significant digits comes back as it was, and none becomes infinite or 0. */
function keepsDigits(text: string): boolean {
  const [mantissa = ""] = text.split(/[eE]/);
  const digits = mantissa.replace(/^-?0*\.?0*|\D/g, "");
  if (digits.length > 15) return false;
  const value = Number(text);
  return !/\d/.test(text) || (Number.isFinite(value) && (value !== 0 || digits === ""));
}

/** A day of the calendar in ISO's order; in any other order nobody knows which number is the month. */
function isDay(text: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? [];
  if (!year || Number(year) === 0) return false;
  const date = new Date(Date.UTC(2000, Number(month) - 1, Number(day)));
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
}

/** Six digits of a second are kept by the server; a text with more would be rounded. */
function isTime(text: string): boolean {
  return /^(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,6})?)?$/.test(text);
}

function isMoment(text: string, hasZone: boolean): boolean {
  const [, day = "", time = "", zone] = /^(.{10})[T ](.*?)(Z|[+-]\d\d(?::?\d\d)?)?$/.exec(text) ?? [];
  return isDay(day) && isTime(time) && (zone !== undefined) === hasZone;
}
