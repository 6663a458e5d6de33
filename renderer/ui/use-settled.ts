import { useEffect, useState } from "react";

/** The value as it was when it last stood still for `settleMs`. */
export function useSettled<Value>(value: Value, settleMs: number): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(() => value), settleMs);
    return () => clearTimeout(timer);
  }, [value, settleMs]);
  return settled;
}
