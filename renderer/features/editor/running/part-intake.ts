import type { RunOutcome, StatementOutcome } from "../../../../shared/editor/model.ts";
import { AppError } from "../../../../shared/ipc/app-error.ts";
import type { PortEvent } from "../../../../shared/rows/stream.ts";
import { StreamSource } from "../../../ui/grid/stream-source.ts";
import { queryRunOf, type RunPart, useQueryRuns } from "./query-runs.ts";

/** The screen hears of parts this often: a script of many statements would draw itself for each of them. */
const toldEveryMs = 60;
/** A loop may raise any number of notices. */
const mostNotices = 500;
/** How long after the answer the last rows are waited for: a lost line must not hold the answer back. */
const arrivalMs = 2_000;

/** Takes what arrives of one run, and puts it into the tab's parts. */
export class PartIntake {
  private readonly tabId: string;
  private readonly firstPart: number;
  private readonly parts = new Map<number, RunPart>();
  private missing: Set<number> | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private arrived: () => void = () => undefined;

  constructor(tabId: string, firstPart: number) {
    this.tabId = tabId;
    this.firstPart = firstPart;
  }

  /** One event of the data port. */
  take(event: PortEvent): void {
    if (event.kind === "opened") return;
    this.change(event.part, (known) => withEvent(known, event));
    if (event.kind !== "end" && event.kind !== "error") return;
    this.missing?.delete(event.part);
    if (this.missing?.size === 0) this.arrived();
  }

  /** Waits until all that was sent has arrived, then adds what the answer says of each statement. */
  async complete(sql: string, outcome: RunOutcome, explain: (error: AppError) => AppError): Promise<void> {
    const sent = outcome.statements.filter(({ result }) => result.kind === "done" || result.wasSent);
    const isHere = (part: number) => {
      const known = this.parts.get(part);
      return known !== undefined && (known.end !== null || known.error !== null);
    };
    this.missing = new Set(sent.map(({ part }) => part).filter((part) => !isHere(part)));
    if (this.missing.size > 0)
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, arrivalMs);
        this.arrived = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    for (const statement of outcome.statements)
      this.change(statement.part, (known) => withOutcome(known, sql, statement, explain));
    this.tell();
  }

  /** Puts what waits into the store at once. */
  tell(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const earlier = queryRunOf(this.tabId).parts.filter(({ part }) => part < this.firstPart);
    useQueryRuns.getState().update(this.tabId, { parts: [...earlier, ...this.parts.values()] });
  }

  private change(part: number, next: (known: RunPart) => RunPart): void {
    const known = this.parts.get(part) ?? emptyPart(part, part - this.firstPart + 1);
    const changed = next(known);
    if (changed === known) return;
    this.parts.set(part, changed);
    this.timer ??= setTimeout(() => this.tell(), toldEveryMs);
  }
}

function emptyPart(part: number, number: number): RunPart {
  const nothing = { source: null, notices: [], noticesLeftOut: 0, end: null, error: null, start: null, errorAt: null };
  return { part, number, sql: "", ...nothing };
}

function withEvent(known: RunPart, event: Exclude<PortEvent, { kind: "opened" }>): RunPart {
  switch (event.kind) {
    case "begin":
      return { ...known, sql: event.sql };
    case "columns": {
      // The columns may be told again once the types' names are known: rows that are here stay.
      const isEmpty = (known.source?.getSnapshot().rowCount ?? 0) === 0;
      return event.columns.length > 0 && isEmpty ? { ...known, source: new StreamSource(event.columns) } : known;
    }
    case "page":
      known.source?.addPage(event.buffer);
      return known;
    case "notice":
      return known.notices.length < mostNotices
        ? { ...known, notices: [...known.notices, event.notice] }
        : { ...known, noticesLeftOut: known.noticesLeftOut + 1 };
    case "end":
      known.source?.end(event.end);
      return { ...known, end: event.end };
    case "error": {
      const error = AppError.fromWire(event.error);
      known.source?.fail(error);
      return { ...known, error };
    }
  }
}

function withOutcome(
  known: RunPart,
  text: string,
  { range, result }: StatementOutcome,
  explain: (error: AppError) => AppError,
): RunPart {
  const told = { ...known, sql: text.slice(range.start, range.end), start: range.start };
  if (result.kind === "done") return told;
  // What ended well on the line may still have failed to be committed.
  return { ...told, end: null, error: explain(AppError.fromWire(result.error)), errorAt: result.offset };
}
