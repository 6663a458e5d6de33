import { type RefObject, useEffect, useState } from "react";

/** The pixels of a size token at an element, also after the density has changed. */
export function useTokenPixels(element: RefObject<HTMLElement | null>, token: string, fallback: number): number {
  const [pixels, setPixels] = useState(fallback);
  useEffect(() => {
    const read = () => {
      const text = element.current && getComputedStyle(element.current).getPropertyValue(token);
      const found = Number.parseFloat(text ?? "");
      if (found > 0) setPixels(found);
    };
    read();
    const observer = new MutationObserver(read);
    observer.observe(document.documentElement, { attributeFilter: ["data-density"] });
    return () => observer.disconnect();
  }, [element, token]);
  return pixels;
}
