import { type RefObject, useLayoutEffect, useState } from "react";

/** The inner size of an element, kept up to date. */
export function useElementSize(element: RefObject<HTMLElement | null>): {
  readonly width: number;
  readonly height: number;
} {
  const [size, setSize] = useState({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const watched = element.current;
    if (!watched) return;
    const read = () => {
      const { clientWidth: width, clientHeight: height } = watched;
      // A hidden tab has no size; its rows stay where they were.
      if (width > 0)
        setSize((before) => (before.width === width && before.height === height ? before : { width, height }));
    };
    read();
    const observer = new ResizeObserver(read);
    observer.observe(watched);
    return () => observer.disconnect();
  }, [element]);
  return size;
}
