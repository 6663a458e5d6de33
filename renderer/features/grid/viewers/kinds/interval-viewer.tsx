import { intervalWords } from "../reading/interval-text.ts";
import type { Viewer, ViewerProps } from "../viewer.ts";

/** An interval in words: each part has a sign of its own. */
export const intervalViewer: Viewer = {
  id: "interval",
  form: "note",
  fits: ({ baseType }, text) => baseType === "interval" && intervalWords(text) !== null,
  View: IntervalNote,
};

function IntervalNote({ text }: ViewerProps) {
  return <>{intervalWords(text)}</>;
}
