import { useEffect, useRef, useState } from "react";
import type { SortColumn } from "../../../shared/grid/model.ts";
import { visibleName } from "../display/visible-name.ts";
import type { RowSnapshot } from "./row-source.ts";

/** Rows that come sooner are not announced as loading. */
const loadingAfterMs = 600;

/** The sort in words. */
export function sortWords(sort: readonly SortColumn[]): string {
  if (sort.length === 0) return "Not sorted";
  const words = sort.map(
    ({ column, isDescending }) => `${visibleName(column)} ${isDescending ? "descending" : "ascending"}`,
  );
  return `Sorted by ${words.join(", then ")}`;
}

/** What a screen reader should hear of the rows: a new sort, that they take their time, and that they are here. */
export function useAnnouncement({ isLoading, rowCount, isEndKnown }: RowSnapshot, sort: readonly SortColumn[]): string {
  const [words, setWords] = useState("");
  const lastSort = useRef(sortWords(sort));
  const wasSlow = useRef(false);
  const now = sortWords(sort);
  useEffect(() => {
    if (lastSort.current === now) return;
    lastSort.current = now;
    setWords(now);
  }, [now]);
  useEffect(() => {
    if (!isLoading) {
      if (wasSlow.current) setWords(rowCount === 0 && isEndKnown ? "No rows" : "Rows are here");
      wasSlow.current = false;
      return;
    }
    const timer = setTimeout(() => {
      wasSlow.current = true;
      setWords("Loading rows");
    }, loadingAfterMs);
    return () => clearTimeout(timer);
  }, [isLoading, rowCount, isEndKnown]);
  return words;
}
