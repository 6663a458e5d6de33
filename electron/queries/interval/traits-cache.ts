import { setImmediate } from "node:timers/promises";
import { type QueryTraits, readTraits } from "../../../shared/queries/text/read-traits.ts";

const maxTexts = 30_000;
/** Characters that are read in one turn of main: a few milliseconds. */
const charactersOfTurn = 60_000;
const unknown: QueryTraits = { kind: "other", isOfCatalog: false, hasJoin: false, hasAggregate: false };

/** What texts tell, read once each and in turns: five thousand of them take a quarter of a second. */
export class TraitsCache {
  private readonly known = new Map<string, QueryTraits>();

  /** Reads those of all texts; null is a text that nobody knows. */
  async readAll(texts: readonly (string | null)[]): Promise<readonly QueryTraits[]> {
    const found: QueryTraits[] = [];
    let characters = 0;
    for (const text of texts) {
      const before = text === null ? unknown : this.known.get(text);
      found.push(before ?? this.read(text ?? ""));
      if (before) continue;
      characters += (text ?? "").length;
      if (characters < charactersOfTurn) continue;
      characters = 0;
      await setImmediate();
    }
    return found;
  }

  private read(text: string): QueryTraits {
    const traits = readTraits(text);
    if (this.known.size >= maxTexts) this.known.clear();
    this.known.set(text, traits);
    return traits;
  }
}
