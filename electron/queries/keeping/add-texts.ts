import { setImmediate } from "node:timers/promises";
import type { QueryTexts } from "../../../shared/queries/model.ts";
import { redactSecrets } from "../../../shared/sql/redact-secrets.ts";
import type { KeptTexts } from "./snapshot-file.ts";

/** Texts that are kept of a branch: beyond them those go that were longest not seen. */
const maxTexts = 30_000;
const maxCharacters = 24_000_000;
/** Characters that are looked through for passwords in one turn of main. */
const charactersOfTurn = 500_000;
const hourMs = 3_600_000;

/**
 * The kept texts with those of a snapshot, without their passwords; the same map when nothing changed. A text that is
 * known stays as it is: its number stands for it.
 */
export async function addTexts(known: KeptTexts, seen: QueryTexts, at: string): Promise<KeptTexts> {
  const fresh = await redactTexts(new Map([...seen].filter(([key]) => !known.has(key))));
  const isStale = [...seen.keys()].some((key) => {
    const before = known.get(key);
    return before !== undefined && Date.parse(at) - Date.parse(before.seenAt) > 24 * hourMs;
  });
  if (fresh.size === 0 && !isStale) return known;
  const next: KeptTexts = new Map(known);
  for (const key of seen.keys()) {
    const before = next.get(key);
    if (before) next.set(key, { ...before, seenAt: at });
  }
  for (const [key, sql] of fresh) next.set(key, { sql, seenAt: at });
  return withinLimits(next);
}

/** The texts without their passwords, looked through in turns of main. */
export async function redactTexts(texts: QueryTexts): Promise<QueryTexts> {
  const redacted = new Map<string, string>();
  let characters = 0;
  for (const [key, text] of texts) {
    redacted.set(key, redactSecrets(text));
    characters += text.length;
    if (characters < charactersOfTurn) continue;
    characters = 0;
    await setImmediate();
  }
  return redacted;
}

function withinLimits(texts: KeptTexts): KeptTexts {
  let characters = 0;
  const newestFirst = [...texts].sort(([, a], [, b]) => Date.parse(b.seenAt) - Date.parse(a.seenAt));
  const kept = newestFirst.filter(([, { sql }], index) => {
    characters += sql.length;
    return index < maxTexts && characters <= maxCharacters;
  });
  return kept.length === texts.size ? texts : new Map(kept);
}
