import type { Section } from "../../state/workspace.ts";

/** One step: what it shows, and the control of the window that it points at (by its `data-tour`). */
export interface TourStep {
  readonly target: string;
  readonly section: Section | null;
  readonly title: string;
  readonly text: string;
}

/** The main job, from a slow statement to an approved change. Each step points at the real control. */
export const tourSteps: readonly TourStep[] = [
  {
    target: "connection",
    section: "browse",
    title: "Know where you are",
    text: "The colour of the line on top, this badge and the chip at the bottom left say where the connection leads: production, staging, development or local. A branch other than the connection's own is development.",
  },
  {
    target: "omnibox",
    section: "browse",
    title: "Look at the rows",
    text: "Choose a table on the left, or press the keys beside this field and type letters of its name. Rows come in pages by key; sorting and filtering are done by the server.",
  },
  {
    target: "rail-query",
    section: "query",
    title: "Find out why it is slow",
    text: "Open the sample query about recent errors and run it, then explain it. The plan shows where the time goes, and each finding says what it saw and what would help.",
  },
  {
    target: "branch",
    section: "branches",
    title: "Prove it on a branch",
    text: "A branch is a copy of the whole database with a compute of its own. Create one and try the index there: production does not notice.",
  },
  {
    target: "rail-changes",
    section: "changes",
    title: "Make it a change request",
    text: "Draft a migration from the finding, with its way back. It is rehearsed up, down and up again on a branch of its own, with the locks it takes and the plans it changes.",
  },
  {
    target: "rail-changes",
    section: "changes",
    title: "Have it approved and apply it",
    text: "Somebody else approves exactly these bytes; then it can be applied. The ledger in the database keeps who asked, who approved and what ran.",
  },
];
