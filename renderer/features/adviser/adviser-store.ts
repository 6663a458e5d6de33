import { create } from "zustand";
import type { QueryAdvice } from "../../../shared/adviser/model.ts";
import type { WorkloadAdvice } from "../../../shared/adviser/workload/model.ts";
import type { DatabaseRef } from "../../../shared/databases/model.ts";
import type { AppError } from "../../../shared/ipc/app-error.ts";

/** What advice was asked for in this window, and what came of it. */
export interface AdviceQuestion {
  /** Also the subject of the operation that answers it. */
  readonly id: string;
  readonly ref: DatabaseRef;
  /** Null asks about the workload. */
  readonly sql: string | null;
  readonly answer: QueryAdvice | null;
  readonly workload: WorkloadAdvice | null;
  readonly error: AppError | null;
}

interface AdviserStore {
  /** Newest first. */
  readonly questions: readonly AdviceQuestion[];
  readonly selectedId: string | null;
  /** What stands in the field. */
  readonly text: string;
  readonly write: (text: string) => void;
  readonly add: (question: AdviceQuestion) => void;
  readonly settle: (id: string, outcome: Partial<Pick<AdviceQuestion, "answer" | "workload" | "error">>) => void;
  readonly select: (id: string) => void;
}

const keptQuestions = 30;

/** The questions to the adviser; they last as long as the window. */
export const useAdviser = create<AdviserStore>()((set) => ({
  questions: [],
  selectedId: null,
  text: "",
  write: (text) => set({ text }),
  add: (question) =>
    set(({ questions, text }) => ({
      questions: [question, ...questions].slice(0, keptQuestions),
      selectedId: question.id,
      text: question.sql ?? text,
    })),
  settle: (id, outcome) =>
    set(({ questions }) => ({
      questions: questions.map((question) => (question.id === id ? { ...question, ...outcome } : question)),
    })),
  select: (id) =>
    set(({ questions, text }) => ({
      selectedId: id,
      text: questions.find((question) => question.id === id)?.sql ?? text,
    })),
}));
