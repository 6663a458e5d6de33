import { useEffect, useRef } from "react";
import type { TopicName, Topics } from "../../shared/ipc/topics.ts";
import { useBridge } from "./use-bridge.ts";

/** Hears what main tells every window, while mounted. */
export function useTopic<Name extends TopicName>(topic: Name, listener: (payload: Topics[Name]) => void): void {
  const bridge = useBridge();
  const latest = useRef(listener);
  useEffect(() => {
    latest.current = listener;
  });
  useEffect(() => bridge.subscribe(topic, (payload) => latest.current(payload)), [bridge, topic]);
}
