import type { LedgerEvent } from "../../../../shared/changes/model.ts";

/** What of the ledger is wanted; empty and `all` let everything through. */
export interface EventFilter {
  readonly text: string;
  readonly topic: EventTopic;
  readonly person: string;
}

/** Events by what they are about. */
export const eventTopics = ["all", "reviews", "applications", "rehearsals", "policy"] as const;
export type EventTopic = (typeof eventTopics)[number];

const kinds: Readonly<Record<Exclude<EventTopic, "all">, RegExp>> = {
  reviews: /^(submitted|detailed|approved|refused|commented|replied|commentEdited|thread)/,
  applications: /^(apply|rollback|application|statement|schemaVerified|watched|restore)/,
  rehearsals: /^rehears/,
  policy: /^(policy|emergency|ledgerInstalled)/,
};

/** Events that fit, in their order. The text is looked for in everything that a row shows. */
export function filterEvents(
  events: readonly LedgerEvent[],
  { text, topic, person }: EventFilter,
): readonly LedgerEvent[] {
  const wanted = text.trim().toLowerCase();
  return events.filter((event) => {
    if (topic !== "all" && !kinds[topic].test(event.kind)) return false;
    if (person !== "" && event.person !== person) return false;
    const shown = [
      event.sequence,
      event.at,
      event.person,
      event.kind,
      event.summary,
      event.hash,
      event.requestId ?? "",
    ];
    return wanted === "" || shown.join("\n").toLowerCase().includes(wanted);
  });
}
