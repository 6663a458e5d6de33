import { expect, it } from "vitest";
import type { ChangeComment } from "./model.ts";
import type { ThreadEntry } from "./review-model.ts";
import { describeThread, openThreads } from "./threads.ts";

const comment = (entries: readonly Partial<ThreadEntry>[]): ChangeComment => ({
  id: "c",
  person: "deniz",
  at: "1",
  text: "Why?",
  migrationId: null,
  statementIndex: null,
  entries: entries.map((entry, place) => ({
    id: `e${place}`,
    person: "mara",
    at: String(place + 2),
    kind: "reply",
    edits: null,
    text: "",
    ...entry,
  })),
});

it("keeps replies in order and what was there before each edit", () => {
  const thread = describeThread(
    comment([
      { text: "Because" },
      { kind: "edit", edits: null, text: "Why so?", person: "deniz" },
      { kind: "edit", edits: "e0", text: "Because of the feed" },
      { kind: "edit", edits: null, text: "Why now?", person: "deniz" },
      { kind: "edit", edits: "elsewhere", text: "nothing" },
    ]),
  );
  expect(thread).toEqual({
    id: "c",
    isResolved: false,
    settledBy: null,
    remarks: [
      {
        id: null,
        person: "deniz",
        at: "5",
        text: "Why now?",
        earlier: [
          { text: "Why?", at: "1" },
          { text: "Why so?", at: "3" },
        ],
      },
      { id: "e0", person: "mara", at: "4", text: "Because of the feed", earlier: [{ text: "Because", at: "2" }] },
    ],
  });
});

it("is open until somebody resolves it, and again when it is reopened", () => {
  const open = comment([]);
  const resolved = comment([{ kind: "resolve" }]);
  const reopened = comment([{ kind: "resolve" }, { kind: "reopen", person: "deniz" }]);
  expect([open, resolved, reopened].map((one) => describeThread(one).isResolved)).toEqual([false, true, false]);
  expect([describeThread(reopened).settledBy, openThreads([open, resolved, reopened])]).toEqual(["deniz", 2]);
});
