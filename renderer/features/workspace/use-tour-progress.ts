import { useCallback, useEffect, useState } from "react";
import { z } from "zod";
import { useStateFiles } from "../../state/saving/state-files.ts";
import { tourSteps } from "./tour-steps.ts";

const tourSchema = z.object({
  step: z
    .int()
    .min(0)
    .max(tourSteps.length - 1),
  isDismissed: z.boolean(),
});

/** Where somebody is in the tour, and whether it has been put away. */
export type TourProgress = z.infer<typeof tourSchema>;

/** A kept progress; null when there is none, or it cannot be read. */
export function readTourProgress(text: string | null): TourProgress | null {
  if (text === null) return null;
  try {
    return tourSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** The progress as it is kept in the data folder; null until it has been read. */
export function useTourProgress(): readonly [TourProgress | null, (next: TourProgress) => void] {
  const files = useStateFiles((state) => state.files);
  const [progress, setProgress] = useState<TourProgress | null>(null);
  useEffect(() => {
    files
      ?.read("tour")
      .then((text) => setProgress(readTourProgress(text) ?? { step: 0, isDismissed: false }), reportError);
  }, [files]);
  const keep = useCallback(
    (next: TourProgress) => {
      setProgress(next);
      files?.write("tour", JSON.stringify(next)).catch((error: unknown) => {
        useStateFiles.setState({ failure: error instanceof Error ? error.message : String(error) });
      });
    },
    [files],
  );
  return [progress, keep];
}
