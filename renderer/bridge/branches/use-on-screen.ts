import { useEffect, useState } from "react";

/** Whether the view and the window are seen. */
export function useOnScreen(isVisible: boolean): boolean {
  const [isShown, setIsShown] = useState(() => document.visibilityState === "visible");
  useEffect(() => {
    const read = () => setIsShown(document.visibilityState === "visible");
    document.addEventListener("visibilitychange", read);
    return () => document.removeEventListener("visibilitychange", read);
  }, []);
  return isVisible && isShown;
}
