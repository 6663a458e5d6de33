import { create } from "zustand";

/** What Health looks at: the indexes of a database, or the rules that its schema keeps. */
export type HealthTopic = "indexes" | "schema";

interface HealthTopicStore {
  readonly topic: HealthTopic;
  readonly showTopic: (topic: HealthTopic) => void;
}

/** What Health looks at now. */
export const useHealthTopic = create<HealthTopicStore>()((set) => ({
  topic: "indexes",
  showTopic: (topic) => set({ topic }),
}));
