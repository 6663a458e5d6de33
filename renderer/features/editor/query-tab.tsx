import {
  type ComponentType,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { listedCommand } from "../../../shared/commands/command-list.ts";
import type { ObjectName } from "../../../shared/databases/model.ts";
import type { PlanRun } from "../../../shared/plans/contract.ts";
import type { PlanMode } from "../../../shared/plans/running/model.ts";
import { useBridge } from "../../bridge/use-bridge.ts";
import { useCommands } from "../../state/commands.ts";
import { draftText, useDraft } from "../../state/drafts.ts";
import type { ResultEditsProps } from "../../state/edits/table-edits.ts";
import { isCommandPressed, isMac } from "../../state/keys/changed-keys.ts";
import type { MeasureQuestionProps, RunChoiceProps } from "../../state/plans/measuring.ts";
import { tableTabId } from "../../state/tabs.ts";
import { type QueryTab as QueryTabModel, useWorkspace } from "../../state/workspace.ts";
import { useIsVisible } from "../../ui/frame/slots.tsx";
import { SplitPane } from "../../ui/frame/split.tsx";
import { StatusItem } from "../../ui/frame/status-item.tsx";
import { isInEditor } from "../../ui/grid/events/event-parts.ts";
import { CompareDialog } from "./comparing/compare-dialog.tsx";
import { useCatalogFacts } from "./completion/catalog-facts.ts";
import { DangerQuestion } from "./danger-question.tsx";
import { editorActions, editorCommandIds, isTakenFromEditor } from "./monaco/editor-commands.ts";
import { type EditorPlace, SqlEditor, type SqlEditorHandle, type TextProblem } from "./monaco/sql-editor.tsx";
import { ParameterStrip } from "./parameters/parameter-strip.tsx";
import { type ParameterField, useParameters } from "./parameters/use-parameters.ts";
import "./query-tab.css";
import { QueryToolbar } from "./query-toolbar.tsx";
import { ResultsPanel } from "./results/results-panel.tsx";
import { type QueryRun, queryRunOf, useQueryRun, useQueryRuns } from "./running/query-runs.ts";
import { statementAt } from "./running/statement-at.ts";
import { commandFor, type TabCommand } from "./running/tab-keys.ts";
import { useFormat } from "./running/use-format.ts";
import { type MeasureAnswer, useQueryRunner } from "./running/use-query-runner.ts";
import { useReadOnly } from "./running/use-read-only.ts";
import { useStatementsOf } from "./running/use-statements-of.ts";
import { useTabActions } from "./running/use-tab-actions.ts";
import { SessionBar } from "./session/session-bar.tsx";
import { TransactionStatus } from "./session/transaction-status.tsx";
import { useClosingGuard } from "./session/use-closing-guard.ts";
import { useLostSession } from "./session/use-lost-session.ts";

interface QueryTabProps {
  readonly tab: QueryTabModel;
  /** Makes the rows of a result editable; another feature does it. */
  readonly Edits?: ComponentType<ResultEditsProps> | undefined;
  /** What is to be said of the tab's file; the files' own feature does it. */
  readonly fileBar: ReactNode;
  /** Draws a plan; the plans' own feature does it. */
  /** `open` shows another kept plan in its place. */
  readonly renderPlan: (plan: PlanRun, open: (planId: string) => void) => ReactNode;
  /** How a statement is measured, and where one that writes is; the plans' own feature asks it. */
  readonly RunChoiceButton: ComponentType<RunChoiceProps>;
  readonly MeasureQuestion: ComponentType<MeasureQuestionProps>;
}

const start: EditorPlace = { offset: 0, line: 1, column: 1, selection: null };

/** SQL with what it gave: rows, plan, messages. */
export function QueryTab({ tab, fileBar, Edits, renderPlan, RunChoiceButton, MeasureQuestion }: QueryTabProps) {
  const { text, setText } = useDraft(tab.draftId);
  const [place, setPlace] = useState(start);
  const editor = useRef<SqlEditorHandle>(null);
  const run = useQueryRun(tab.id);
  const readOnly = useReadOnly(tab);
  const runner = useQueryRunner(tab.id, tab.ref, readOnly.isReadOnly, tab.commitMode ?? "auto");
  const readFacts = useCatalogFacts(tab.ref);
  const { ranges, settled, split } = useStatementsOf(text);
  const statement = useMemo(() => statementAt(ranges, text, place.offset), [ranges, text, place.offset]);
  const chosen = place.selection ?? statement;
  const problems = useMemo(() => problemsOf(run), [run]);
  const chosenText = chosen === null ? "" : (place.selection ? text : settled).slice(chosen.start, chosen.end);
  const parameters = useParameters(tab.id, tab.ref, chosenText);
  const base = chosen?.start ?? 0;
  const parameterPlaces = useMemo(
    () => parameters.places.map(({ start: from, end }) => ({ start: base + from, end: base + end })),
    [parameters.places, base],
  );
  useCloseWithTab(tab.id);
  useLostSession(tab.id);
  useClosingGuard(tab, runner);
  useTellStatement(tab.id, statement === null ? null : text.slice(statement.start, statement.end));

  const read = useCallback(() => {
    const { offset, selection } = editor.current?.place() ?? start;
    return { text: draftText(tab.draftId), offset, selection };
  }, [tab.draftId]);
  const perform = useTabActions(tab.id, read, runner, split, parameters.areGiven, useFormat(editor, read));
  const isIdle = run.state === "idle";
  const isInTransaction = run.session !== null && run.session.transaction !== "idle";
  useTabCommands(perform, { isIdle, isInTransaction, hasStatement: chosen !== null });
  useEditorCommands(editor);
  const onKeyDown = (event: KeyboardEvent) => {
    if (isInEditor(event.target)) return; // of a cell, whose keys are its own
    const { nativeEvent: native } = event;
    const isEscape = native.key === "Escape" && !(native.ctrlKey || native.metaKey || native.altKey);
    const command = commandFor((id) => isCommandPressed(id, native), isEscape, { isIdle, isInTransaction });
    if (command === null) {
      if (isTakenFromEditor(native, isCommandPressed, isMac)) event.stopPropagation();
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    editor.current?.closeHints();
    perform[command]();
  };
  const [compared, setCompared] = useState<string | null>(null);
  const compare = () => chosen && setCompared(text.slice(chosen.start, chosen.end));
  useCompareCommand(compare, chosen !== null);
  const explainAsked = async (mode: PlanMode, measured?: MeasureAnswer) => {
    if (run.measureQuestion) await runner.explain(run.measureQuestion.sql, run.measureQuestion.offset, mode, measured);
  };
  const explainAgain = (mode: PlanMode) => (mode === "analyze" ? perform.analyze() : perform.explain());
  return (
    <div className="query-tab" onKeyDownCapture={onKeyDown}>
      <QueryToolbar
        run={run}
        tab={tab}
        readOnly={readOnly}
        onBegin={(isolation) => void runner.run(`BEGIN ISOLATION LEVEL ${isolation.toUpperCase()}`, 0)}
        perform={perform}
        hasStatement={chosen !== null}
        onCompare={compare}
        isSelection={place.selection !== null}
        RunChoiceButton={RunChoiceButton}
      />
      <SessionBar
        tab={tab}
        run={run}
        isReadOnly={readOnly.isReadOnly}
        onCommit={perform.commit}
        onRollback={perform.rollback}
      />
      {fileBar}
      <ParameterStrip
        tabId={tab.id}
        fields={parameters.fields}
        asked={parameters.asked}
        refused={refusedParameter(run, parameters.fields)}
        onEnter={() => perform[parameters.asked?.again ?? "run"]()}
      />
      <SplitPane
        id={`query-${tab.id}`}
        orientation="vertical"
        defaultFirst="30%"
        first={
          <SqlEditor
            ref={editor}
            label={`SQL of ${tab.title}`}
            text={text}
            onChange={setText}
            onPlace={setPlace}
            marked={place.selection === null ? statement : null}
            parameters={parameterPlaces}
            problems={problems}
            readFacts={readFacts}
            onOpen={(relation) => openRelation(tab, relation)}
          />
        }
        second={
          <ResultsPanel
            tabId={tab.id}
            run={run}
            runner={runner}
            Edits={Edits}
            renderPlan={renderPlan}
            onExplain={explainAgain}
            onReveal={(offset) => editor.current?.reveal(offset)}
          />
        }
      />
      {run.question && run.sent && (
        <DangerQuestion
          key={run.question.id}
          tabId={tab.id}
          environment={readOnly.environment}
          sql={run.sent.sql}
          question={run.question}
          onClose={() => useQueryRuns.getState().update(tab.id, { question: null })}
          onConfirm={(confirmation) => run.sent && void runner.run(run.sent.sql, run.sent.offset, { confirmation })}
        />
      )}
      {run.measureQuestion && (
        <MeasureQuestion
          databaseRef={tab.ref}
          sql={run.measureQuestion.sql}
          environment={readOnly.environment}
          onClose={() => useQueryRuns.getState().update(tab.id, { measureQuestion: null })}
          onEstimate={() => void explainAsked("estimate")}
          onMeasure={(place, confirmedEffects) => void explainAsked("analyze", { place, confirmedEffects })}
        />
      )}
      {compared !== null && (
        <CompareDialog
          from={{ tabId: tab.id, ref: tab.ref, title: tab.title, timeoutMs: run.timeoutMs }}
          sql={compared}
          onClose={() => setCompared(null)}
        />
      )}
      <TransactionStatus run={run} />
      <PlaceStatus place={place} index={statement ? ranges.indexOf(statement) : -1} count={ranges.length} />
    </div>
  );
}

/** Shows a relation that the text names. */
function openRelation({ ref }: QueryTabModel, { schema, name }: ObjectName): void {
  const id = tableTabId(ref, schema, name);
  useWorkspace.getState().openTab({ kind: "table", id, ref, schema, name, view: "structure", isPreview: true });
}

interface PlaceStatusProps {
  readonly place: EditorPlace;
  /** Of the statement under the cursor; -1 for none. */
  readonly index: number;
  readonly count: number;
}

function PlaceStatus({ place, index, count }: PlaceStatusProps) {
  return (
    <>
      <StatusItem side="right">
        Ln {place.line}, Col {place.column}
      </StatusItem>
      {index >= 0 && (
        <StatusItem side="right">
          Statement {index + 1} of {count}
        </StatusItem>
      )}
    </>
  );
}

/** Errors of the last run at their place in the draft. */
function problemsOf(run: QueryRun): readonly TextProblem[] {
  const base = run.sent?.offset ?? 0;
  const failed = run.outcome?.statements.flatMap(({ result }) =>
    result.kind === "failed" && result.offset !== null
      ? [{ start: base + result.offset, message: result.error.message }]
      : [],
  );
  const position = run.planError?.details.postgres?.position;
  const planned = position === undefined ? [] : [{ start: base + position - 1, message: run.planError?.message ?? "" }];
  return [...(failed ?? []), ...planned];
}

/** The parameter whose value the server did not take, until it is given another. */
function refusedParameter({ outcome, sent }: QueryRun, fields: readonly ParameterField[]) {
  const result = outcome?.statements.at(-1)?.result;
  if (result?.kind !== "failed" || result.parameter === null) return null;
  const { parameter: key, error } = result;
  const isSame = fields.some((field) => field.key === key && field.value === sent?.parameters[key]);
  return isSame ? { key, message: error.message } : null;
}

/** The sidebar lists the plans of this statement. */
function useTellStatement(tabId: string, statement: string | null): void {
  useEffect(() => {
    if (queryRunOf(tabId).statement !== statement) useQueryRuns.getState().update(tabId, { statement });
  }, [tabId, statement]);
}

/** Ends the session when the tab is closed, not when another section hides it. */
function useCloseWithTab(tabId: string): void {
  const bridge = useBridge();
  useEffect(
    () =>
      useWorkspace.subscribe(({ tabs }) => {
        const { sent, session, abort } = queryRunOf(tabId);
        if (tabs.some((tab) => tab.id === tabId) || (sent === null && session === null)) return;
        abort?.abort();
        useQueryRuns.getState().remove(tabId);
        // The tab is gone: nobody is left to be told, and main ends sessions without a window anyway.
        bridge.request("editor.close", { sessionId: tabId }).catch(() => undefined);
      }),
    [bridge, tabId],
  );
}

function useCompareCommand(compare: () => void, hasStatement: boolean): void {
  useCommands(
    [
      {
        ...listedCommand("query.compare"),
        run: compare,
        isEnabled: () => hasStatement,
      },
    ],
    useIsVisible(),
  );
}

interface TabState {
  readonly isIdle: boolean;
  readonly isInTransaction: boolean;
  readonly hasStatement: boolean;
}

/** What the text itself can do, under keys that can be changed. */
function useEditorCommands(editor: RefObject<SqlEditorHandle | null>): void {
  const isVisible = useIsVisible();
  useCommands(
    editorCommandIds.map((id) => ({ ...listedCommand(id), run: () => editor.current?.perform(editorActions[id]) })),
    isVisible,
  );
}

function useTabCommands(perform: Readonly<Record<TabCommand, () => void>>, state: TabState): void {
  const isVisible = useIsVisible();
  const { isIdle, isInTransaction, hasStatement } = state;
  const canRun = () => isIdle && hasStatement;
  useCommands(
    [
      { ...listedCommand("query.run"), run: perform.run, isEnabled: canRun },
      { ...listedCommand("query.runBeside"), run: perform.runBeside, isEnabled: canRun },
      {
        ...listedCommand("query.runAll"),
        run: perform.runAll,
        isEnabled: () => isIdle,
      },
      {
        ...listedCommand("query.format"),
        run: perform.format,
        isEnabled: () => true,
      },
      { ...listedCommand("query.explain"), run: perform.explain, isEnabled: canRun },
      {
        ...listedCommand("query.analyze"),
        run: perform.analyze,
        isEnabled: canRun,
      },
      { ...listedCommand("query.cancel"), run: perform.cancel, isEnabled: () => !isIdle },
      {
        ...listedCommand("query.commit"),
        run: perform.commit,
        isEnabled: () => isIdle && isInTransaction,
      },
      {
        ...listedCommand("query.rollback"),
        run: perform.rollback,
        isEnabled: () => isIdle && isInTransaction,
      },
    ],
    isVisible,
  );
}
