import { create } from "zustand";

/** What Health looks at: indexes, one that a query needs, slow queries, the rules of a schema, or what a server does now. */
export type HealthTopic = "indexes" | "adviser" | "queries" | "schema" | "monitor";

interface HealthTopicStore {
  readonly topic: HealthTopic;
  readonly showTopic: (topic: HealthTopic) => void;
}

/** What Health looks at now. */
export const useHealthTopic = create<HealthTopicStore>()((set) => ({
  topic: "indexes",
  showTopic: (topic) => set({ topic }),
}));
