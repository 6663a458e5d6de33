import { type KeyboardEvent, type RefObject, useRef, useState } from "react";
import type { Direction } from "../../../../../shared/changes/model.ts";
import { fixKey, groupAt, groupFindings } from "./group-findings.ts";
import type { LiveLint } from "./use-draft-lint.ts";

/** What is open in the lint of a draft, and the keys that lead there. */
export interface DraftFixes {
  readonly ref: RefObject<HTMLElement | null>;
  readonly openFix: string | null;
  readonly setOpenFix: (key: string | null) => void;
  readonly selectPart: (direction: Direction, start: number, end: number) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

/** Alt+Enter in a script shows the fix of the statement at the caret, whose button then has the focus; Escape leads back. */
export function useDraftFixes({ lint }: LiveLint): DraftFixes {
  const ref = useRef<HTMLElement>(null);
  const [openFix, setOpenFix] = useState<string | null>(null);
  const fieldOf = (direction: Direction) =>
    ref.current?.querySelector<HTMLTextAreaElement>(`[data-script="${direction}"] textarea`) ?? null;
  const showFixAt = (direction: Direction, caret: number) => {
    const group = lint ? groupAt(groupFindings(lint), direction, caret) : undefined;
    const index = group?.findings.findIndex(({ fix, suppression }) => fix?.edits !== undefined && !suppression) ?? -1;
    const finding = group?.findings[index];
    if (group && finding) setOpenFix(fixKey(group, finding, index));
    return finding !== undefined;
  };
  return {
    ref,
    openFix,
    setOpenFix,
    selectPart: (direction, start, end) => {
      const field = fieldOf(direction);
      field?.focus();
      field?.setSelectionRange(start, end);
    },
    onKeyDown: (event) => {
      const { target } = event;
      if (event.key === "Escape" && openFix !== null) {
        setOpenFix(null);
        fieldOf(openFix.startsWith("down") ? "down" : "up")?.focus();
        event.preventDefault();
      }
      if (event.key !== "Enter" || !event.altKey || !(target instanceof HTMLTextAreaElement)) return;
      const direction = (["up", "down"] as const).find((one) => fieldOf(one) === target);
      if (direction && showFixAt(direction, target.selectionStart)) event.preventDefault();
    },
  };
}
