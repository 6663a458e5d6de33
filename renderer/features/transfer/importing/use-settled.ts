import { useEffect, useState } from "react";

const waitMs = 250;

/** A value as it was when typing paused; values are compared as JSON. */
export function useSettled<Value>(value: Value): Value {
  const [settled, setSettled] = useState(value);
  const text = JSON.stringify(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(JSON.parse(text)), waitMs);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
