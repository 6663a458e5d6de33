import { useEffect, useSyncExternalStore } from "react";
import { useWorkspace } from "../../state/workspace.ts";

const darkQuery = "(prefers-color-scheme: dark)";
const contrastQuery = "(prefers-contrast: more)";

/** Puts theme and density on the document; "system" follows the system, high contrast included. */
export function useAppearance(): void {
  const theme = useWorkspace((state) => state.theme);
  const density = useWorkspace((state) => state.density);
  const isDark = useMedia(darkQuery);
  const isContrast = useMedia(contrastQuery);
  const shown = theme !== "system" ? theme : isContrast ? "contrast" : isDark ? "dark" : "light";
  useEffect(() => {
    document.documentElement.dataset.theme = shown;
    document.documentElement.dataset.density = density;
  }, [shown, density]);
}

function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (listener) => {
      const media = matchMedia(query);
      media.addEventListener("change", listener);
      return () => media.removeEventListener("change", listener);
    },
    () => matchMedia(query).matches,
  );
}
