import { type TopicName, type Topics, topicNames } from "../../shared/ipc/topics.ts";

type Listener = (payload: never) => void;

/** Who listens to which topic in this window. */
export class TopicHub {
  private readonly listeners = new Map<TopicName, Set<Listener>>();

  /** Returns the way to stop listening. */
  subscribe<Name extends TopicName>(topic: Name, listener: (payload: Topics[Name]) => void): () => void {
    const known = this.listeners.get(topic) ?? new Set();
    this.listeners.set(topic, known);
    // Subscribing the same function twice must give two subscriptions.
    const own: Listener = (payload) => listener(payload);
    known.add(own);
    return () => void known.delete(own);
  }

  emit<Name extends TopicName>(topic: Name, payload: Topics[Name]): void {
    // The set holds listeners of this topic only: `subscribe` is the one way in.
    for (const listener of [...(this.listeners.get(topic) ?? [])])
      (listener as (payload: Topics[Name]) => void)(payload);
  }

  /** Passes on what arrived from the app; names that this window does not know are left out. */
  receive(topic: string, payload: unknown): void {
    const name = topicNames.find((known) => known === topic);
    if (name) this.emit(name, payload as Topics[typeof name]); // the app sends what `Topics` declares
  }
}
