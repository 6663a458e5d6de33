import { create } from "zustand";

/** What Health looks at: the indexes of a database, its slow queries, the rules that its schema keeps, or what its server does now. */
export type HealthTopic = "indexes" | "queries" | "schema" | "monitor";

interface HealthTopicStore {
  readonly topic: HealthTopic;
  readonly showTopic: (topic: HealthTopic) => void;
}

/** What Health looks at now. */
export const useHealthTopic = create<HealthTopicStore>()((set) => ({
  topic: "indexes",
  showTopic: (topic) => set({ topic }),
}));
