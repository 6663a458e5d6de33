import type * as MonacoApi from "monaco-editor/editor/editor.api.js";
import { type RefObject, useEffect, useImperativeHandle, useRef, useState } from "react";
import type { ObjectName } from "../../../../shared/databases/model.ts";
import type { StatementRange } from "../../../../shared/editor/model.ts";
import { Skeleton } from "../../../ui/feedback/skeleton.tsx";
import type { ReadFacts } from "../completion/catalog-facts.ts";
import "./sql-editor.css";

/** An error at a place of the text. `start` is a UTF-16 offset. */
export interface TextProblem {
  readonly start: number;
  readonly message: string;
}

/** Where the cursor stands, and what is selected (null when nothing is). */
export interface EditorPlace {
  readonly offset: number;
  readonly line: number;
  readonly column: number;
  readonly selection: StatementRange | null;
}

/** What the tab may ask of its editor. */
export interface SqlEditorHandle {
  focus(): void;
  /** Where the cursor is now. */
  place(): EditorPlace | null;
  reveal(offset: number): void;
  /** Replaces a part of the text, or all of it; undone as one step. */
  replace(range: StatementRange | null, text: string): void;
  /** Does one of the editor's own actions, with the focus in the text. */
  perform(action: string): void;
  /** Puts the list of completions away. */
  closeHints(): void;
}

interface SqlEditorProps {
  readonly label: string;
  readonly text: string;
  readonly onChange: (text: string) => void;
  readonly onPlace: (place: EditorPlace) => void;
  /** The statement that would run. */
  readonly marked: StatementRange | null;
  /** Where its parameters stand. */
  readonly parameters: readonly StatementRange[];
  readonly problems: readonly TextProblem[];
  readonly readFacts: ReadFacts;
  readonly onOpen: (relation: ObjectName) => void;
  readonly ref: RefObject<SqlEditorHandle | null>;
}

type Editor = MonacoApi.editor.IStandaloneCodeEditor;

/** The text of a query: Monaco, loaded when the first editor opens. */
export function SqlEditor(props: SqlEditorProps) {
  const container = useRef<HTMLDivElement>(null);
  const [editor, setEditor] = useState<Editor | null>(null);
  const latest = useRef(props);
  latest.current = props;
  useEffect(() => {
    const place = container.current;
    if (!place) return;
    let end = () => {};
    let isGone = false;
    void createEditor(place, latest).then((made) => {
      if (isGone) return made.dispose();
      end = made.dispose;
      setEditor(made.editor);
    });
    return () => {
      isGone = true;
      end();
    };
  }, []);
  useText(editor, props.text);
  useMark(editor, props.marked);
  useParameterMarks(editor, props.parameters);
  useProblems(editor, props.problems);
  useImperativeHandle(
    props.ref,
    () => ({
      focus: () => editor?.focus(),
      place: () => editor && placeOf(editor),
      reveal: (offset) => {
        const position = editor?.getModel()?.getPositionAt(offset);
        if (!position) return;
        editor?.setPosition(position);
        editor?.revealPositionInCenterIfOutsideViewport(position);
        editor?.focus();
      },
      replace: (range, text) => {
        const model = editor?.getModel();
        if (!editor || !model) return;
        const place = range ? rangeOf(model, range) : model.getFullModelRange();
        editor.pushUndoStop();
        editor.executeEdits("replace", [{ range: place, text }]);
        editor.pushUndoStop();
      },
      perform: (action) => {
        if (!editor?.hasWidgetFocus()) editor?.focus();
        editor?.trigger("keys", action, null);
      },
      closeHints: () => editor?.trigger("run", "hideSuggestWidget", null),
    }),
    [editor],
  );
  return (
    <div className="sql-editor">
      {editor === null && <Skeleton lines={6} />}
      <div ref={container} className="sql-editor-place" />
    </div>
  );
}

async function createEditor(container: HTMLElement, latest: RefObject<SqlEditorProps>) {
  const [{ monaco }, { offerCompletion }, { offerHover, offerDefinition }] = await Promise.all([
    import("./monaco.ts"),
    import("../completion/offer-completion.ts"),
    import("../completion/offer-meanings.ts"),
    loadFace(),
  ]);
  const { text, label } = latest.current;
  const model = monaco.editor.createModel(text, "pgsql");
  // Offsets of the server and of the app count one character for a line break.
  model.setEOL(monaco.editor.EndOfLineSequence.LF);
  const editor = monaco.editor.create(container, { ...look(), model, ariaLabel: label });
  const tellPlace = () => latest.current.onPlace(placeOf(editor));
  const readFacts = () => latest.current.readFacts;
  const listeners = [
    editor.onDidChangeModelContent(() => latest.current.onChange(model.getValue())),
    editor.onDidChangeCursorSelection(tellPlace),
    offerCompletion(monaco, model, readFacts),
    offerHover(monaco, model, readFacts),
    ...offerDefinition(monaco, editor, readFacts, (relation) => latest.current.onOpen(relation)),
  ];
  tellPlace();
  const dispose = () => {
    for (const listener of listeners) listener.dispose();
    editor.dispose();
    model.dispose();
  };
  return { editor, dispose };
}

/** Monaco measures its characters once, so the face has to be there first. Without it the next one in the list is measured. */
async function loadFace(): Promise<void> {
  const family = getComputedStyle(document.documentElement).getPropertyValue("--font-mono");
  await document.fonts.load(`12.5px ${family}`).catch(() => []);
}

function look(): MonacoApi.editor.IStandaloneEditorConstructionOptions {
  const style = getComputedStyle(document.documentElement);
  return {
    automaticLayout: true,
    fontFamily: style.getPropertyValue("--font-mono"),
    fontSize: 12.5,
    lineHeight: 20,
    padding: { top: 6, bottom: 6 },
    lineNumbersMinChars: 4,
    lineDecorationsWidth: 14,
    folding: false,
    glyphMargin: false,
    minimap: { enabled: false },
    overviewRulerLanes: 0,
    hideCursorInOverviewRuler: true,
    scrollBeyondLastLine: false,
    renderLineHighlight: "none",
    wordBasedSuggestions: "off",
    quickSuggestions: true,
    suggestOnTriggerCharacters: true,
    tabSize: 2,
    fixedOverflowWidgets: true,
    unicodeHighlight: { invisibleCharacters: true, ambiguousCharacters: true },
    editContext: false,
    scrollbar: { alwaysConsumeMouseWheel: false, verticalScrollbarSize: 10, horizontalScrollbarSize: 10 },
  };
}

function placeOf(editor: Editor): EditorPlace {
  const model = editor.getModel();
  const selection = editor.getSelection();
  const position = editor.getPosition();
  if (!model || !position) return { offset: 0, line: 1, column: 1, selection: null };
  const chosen = selection?.isEmpty() === false ? selection : null;
  return {
    offset: model.getOffsetAt(position),
    line: position.lineNumber,
    column: position.column,
    selection: chosen && {
      start: model.getOffsetAt(chosen.getStartPosition()),
      end: model.getOffsetAt(chosen.getEndPosition()),
    },
  };
}

/** A text that came from elsewhere replaces the editor's; what was typed here comes back unchanged and does nothing. */
function useText(editor: Editor | null, text: string): void {
  useEffect(() => {
    const model = editor?.getModel();
    if (!editor || !model || model.getValue() === text) return;
    editor.executeEdits("text", [{ range: model.getFullModelRange(), text }]);
  }, [editor, text]);
}

/** Whole lines, with the words themselves besides when another statement stands on one of these lines. */
function useMark(editor: Editor | null, marked: StatementRange | null): void {
  useEffect(() => {
    const model = editor?.getModel();
    if (!editor || !model || !marked) return;
    const range = rangeOf(model, marked);
    const { startLineNumber: first, endLineNumber: last } = range;
    const before = model.getLineContent(first).slice(0, range.startColumn - 1);
    const behind = model.getLineContent(last).slice(range.endColumn - 1);
    const isShared = /\S/.test(before) || /^\s*;.*[^\s;]/.test(behind.replace(/--.*$/, ""));
    const decorations = editor.createDecorationsCollection([
      {
        range: { ...range, startColumn: 1, endColumn: 1 },
        options: {
          isWholeLine: true,
          className: isShared ? "" : "sql-editor-marked",
          marginClassName: "sql-editor-bar",
        },
      },
      ...(isShared ? [{ range, options: { inlineClassName: "sql-editor-marked-words" } }] : []),
    ]);
    return () => decorations.clear();
  }, [editor, marked]);
}

function useParameterMarks(editor: Editor | null, parameters: readonly StatementRange[]): void {
  useEffect(() => {
    const model = editor?.getModel();
    if (!editor || !model || parameters.length === 0) return;
    const decorations = editor.createDecorationsCollection(
      parameters.map((place) => ({
        range: rangeOf(model, place),
        options: { inlineClassName: "sql-editor-parameter" },
      })),
    );
    return () => decorations.clear();
  }, [editor, parameters]);
}

function rangeOf(model: MonacoApi.editor.ITextModel, { start, end }: StatementRange): MonacoApi.IRange {
  const from = model.getPositionAt(start);
  const to = model.getPositionAt(end);
  return {
    startLineNumber: from.lineNumber,
    startColumn: from.column,
    endLineNumber: to.lineNumber,
    endColumn: to.column,
  };
}

function useProblems(editor: Editor | null, problems: readonly TextProblem[]): void {
  useEffect(() => {
    const model = editor?.getModel();
    if (!editor || !model) return;
    let isGone = false;
    void import("./monaco.ts").then(({ monaco }) => {
      if (isGone || model.isDisposed()) return;
      const markers = problems.map(({ start, message }) => {
        const { lineNumber, column } = model.getPositionAt(start);
        const rest = model.getLineContent(lineNumber).slice(column - 1);
        const parameter = /^(?:\$\d+|:'?[\p{L}_][\p{L}\p{N}_]*'?)/u.exec(rest)?.[0].length ?? 0;
        const word = model.getWordAtPosition({ lineNumber, column });
        return {
          severity: monaco.MarkerSeverity.Error,
          message,
          startLineNumber: lineNumber,
          startColumn: column,
          endLineNumber: lineNumber,
          endColumn: Math.max(word?.endColumn ?? 0, column + parameter, column + 1),
        };
      });
      monaco.editor.setModelMarkers(model, "server", markers);
    });
    return () => {
      isGone = true;
    };
  }, [editor, problems]);
}
