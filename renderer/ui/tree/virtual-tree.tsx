import { useVirtualizer } from "@tanstack/react-virtual";
import { ChevronDown, ChevronRight, type LucideIcon } from "lucide-react";
import { type KeyboardEvent, type ReactNode, type RefObject, useEffect, useRef, useState } from "react";
import { useTokenPixels } from "../use-token-pixels.ts";
import { nextTreeStep, type TreeStep } from "./tree-keys.ts";
import "./virtual-tree.css";

/** One line of a tree, as far as all of them are known. `isOpen` is null for a leaf. */
export interface TreeLineHead {
  readonly id: string;
  readonly depth: number;
  readonly isOpen: boolean | null;
  /** From 1, among the lines of the same parent, and how many those are. */
  readonly place: number;
  readonly siblings: number;
}

/** How a line is drawn; asked for only when it comes on the screen. */
export interface TreeRow {
  readonly label: ReactNode;
  /** What typing looks for, and the accessible name. */
  readonly textValue: string;
  readonly icon?: LucideIcon | undefined;
  /** What stands at the end of the line; screen readers say it after the name. */
  readonly hint?: string | undefined;
  /** Drawn instead of the hint's words, which it then shows when pointed at. */
  readonly hintIcon?: LucideIcon | undefined;
  /** Shown in the colour of what cannot be used. */
  readonly isMuted?: boolean | undefined;
}

/** A second thing to do with a line: a button at its end, and Alt+Enter. */
export interface TreeAction<Line> {
  readonly label: string;
  readonly icon: LucideIcon;
  readonly isFor: (line: Line) => boolean;
  readonly run: (line: Line) => void;
}

interface VirtualTreeProps<Line extends TreeLineHead> {
  readonly label: string;
  readonly lines: readonly Line[];
  readonly rowOf: (line: Line) => TreeRow;
  readonly selectedId: string | null;
  readonly onSelect: (id: string) => void;
  /** Double click or Enter. */
  readonly onOpen: (id: string) => void;
  readonly onToggle: (id: string, isOpen: boolean) => void;
  /** Whether pressing a line (or Enter) opens and closes it; if not, only its arrow does. Absent: yes. */
  readonly togglesOnPress?: ((line: Line) => boolean) | undefined;
  readonly action?: TreeAction<Line> | undefined;
}

/** A tree of any length: only the lines on screen exist. Keys as in every tree (arrows, Home, End, typing). */
export function VirtualTree<Line extends TreeLineHead>(props: VirtualTreeProps<Line>) {
  const { lines, rowOf, action } = props;
  const scroll = useRef<HTMLDivElement>(null);
  const typed = useRef({ text: "", at: 0 });
  const [focusedId, setFocusedId] = useState<string | null>(null);
  const virtualizer = useLines(scroll, lines.length);
  const focused = Math.max(
    lines.findIndex((line) => line.id === (focusedId ?? props.selectedId)),
    0,
  );
  const focusedLine = lines[focused];

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey && event.key === "Enter" && focusedLine && action?.isFor(focusedLine)) {
      event.preventDefault();
      action.run(focusedLine);
      return;
    }
    const step = nextTreeStep(lines, focused, event, typed.current, (line) => rowOf(line).textValue);
    if (!step) return;
    event.preventDefault();
    const opens = event.key === "Enter" && focusedLine && !(props.togglesOnPress?.(focusedLine) ?? true);
    if (opens) return props.onOpen(focusedLine.id);
    if (step.kind !== "focus") return runStep(step, props);
    virtualizer.scrollToIndex(step.index);
    setFocusedId(lines[step.index]?.id ?? null);
  };
  return (
    <div
      ref={scroll}
      className="virtual-tree"
      role="tree"
      aria-label={props.label}
      aria-activedescendant={focusedLine ? rowElementId(focusedLine.id) : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <div className="virtual-tree-all" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map((item) => {
          const line = lines[item.index];
          return line ? (
            <TreeLine
              key={line.id}
              line={line}
              row={rowOf(line)}
              top={item.start}
              isSelected={line.id === props.selectedId}
              isFocused={item.index === focused}
              action={action?.isFor(line) ? { ...action, run: () => action.run(line) } : undefined}
              onPress={(isTwist) => {
                setFocusedId(line.id);
                const isToggled = isTwist || (props.togglesOnPress?.(line) ?? true);
                if (line.isOpen !== null && isToggled) props.onToggle(line.id, line.isOpen === false);
                if (!isTwist) props.onSelect(line.id);
              }}
              onOpen={() => props.onOpen(line.id)}
            />
          ) : null;
        })}
      </div>
    </div>
  );
}

/** The lines that are on screen, at the height of the chosen density. */
function useLines(scroll: RefObject<HTMLDivElement | null>, count: number) {
  const rowHeight = useTokenPixels(scroll, "--tree-row", 24);
  const virtualizer = useVirtualizer({
    count: count,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  useEffect(() => {
    if (rowHeight > 0) virtualizer.measure();
  }, [virtualizer, rowHeight]);
  return virtualizer;
}

function runStep<Line extends TreeLineHead>(
  step: Exclude<TreeStep, { readonly kind: "focus" }>,
  props: VirtualTreeProps<Line>,
): void {
  if (step.kind === "toggle") props.onToggle(step.id, step.isOpen);
  else if (step.kind === "open") props.onOpen(step.id);
  else props.onSelect(step.id);
}

interface TreeLineProps {
  readonly line: TreeLineHead;
  readonly row: TreeRow;
  readonly top: number;
  readonly isSelected: boolean;
  readonly isFocused: boolean;
  readonly action: { readonly label: string; readonly icon: LucideIcon; readonly run: () => void } | undefined;
  readonly onPress: (isTwist: boolean) => void;
  readonly onOpen: () => void;
}

function TreeLine({ line, row, top, isSelected, isFocused, action, onPress, onOpen }: TreeLineProps) {
  const Icon = row.icon;
  const Twist = line.isOpen ? ChevronDown : ChevronRight;
  return (
    <div
      id={rowElementId(line.id)}
      className={`tree-line${isFocused ? " tree-line-focused" : ""}${row.isMuted ? " tree-line-muted" : ""}`}
      role="treeitem"
      tabIndex={-1}
      aria-label={row.textValue}
      aria-level={line.depth + 1}
      aria-posinset={line.place}
      aria-setsize={line.siblings}
      aria-selected={isSelected}
      aria-description={row.hint}
      {...(line.isOpen === null ? {} : { "aria-expanded": line.isOpen })}
      style={{
        transform: `translateY(${top}px)`,
        paddingLeft: `calc(var(--space-2) + ${line.depth} * var(--tree-indent))`,
      }}
      onClick={() => onPress(false)}
      onDoubleClick={onOpen}
      onKeyDown={undefined}
    >
      {line.isOpen === null ? (
        <span className="tree-line-twist" />
      ) : (
        <Twist
          aria-hidden
          className="tree-line-twist"
          onClick={(event) => {
            event.stopPropagation();
            onPress(true);
          }}
        />
      )}
      {Icon && <Icon aria-hidden className="tree-line-icon" />}
      <span className="tree-line-label cut" title={row.textValue}>
        {row.label}
      </span>
      {row.hint !== undefined && <LineHint hint={row.hint} icon={row.hintIcon} />}
      {action && <LineAction {...action} />}
    </div>
  );
}

function LineHint({ hint, icon: Icon }: { readonly hint: string; readonly icon: LucideIcon | undefined }) {
  if (!Icon) return <span className="tree-line-hint">{hint}</span>;
  return (
    <span className="tree-line-hint tree-line-hint-icon" title={hint}>
      <Icon aria-hidden className="tree-line-icon" />
    </span>
  );
}

/** Out of the order of Tab: by keyboard it is Alt+Enter on the line. */
function LineAction({ label, icon: Icon, run }: { label: string; icon: LucideIcon; run: () => void }) {
  return (
    <button
      type="button"
      className="tree-line-action"
      tabIndex={-1}
      aria-label={label}
      title={`${label} (Alt+Enter)`}
      onClick={(event) => {
        event.stopPropagation();
        run();
      }}
      onDoubleClick={(event) => event.stopPropagation()}
    >
      <Icon aria-hidden className="tree-line-icon" />
    </button>
  );
}

function rowElementId(id: string): string {
  return `tree-${id.replace(/[^\w-]/g, (character) => `.${character.codePointAt(0)}`)}`;
}
