import { useVirtualizer } from "@tanstack/react-virtual";
import { ChevronDown, ChevronRight, type LucideIcon } from "lucide-react";
import { type KeyboardEvent, type ReactNode, type RefObject, useEffect, useRef, useState } from "react";
import { useTokenPixels } from "../use-token-pixels.ts";
import { nextTreeStep, type TreeStep } from "./tree-keys.ts";
import "./virtual-tree.css";

/** One visible line of a tree. `isOpen` is null for a leaf. */
export interface TreeRow {
  readonly id: string;
  readonly depth: number;
  readonly label: ReactNode;
  /** What typing looks for, and the accessible name. */
  readonly textValue: string;
  readonly icon?: LucideIcon | undefined;
  readonly hint?: ReactNode;
  readonly isOpen: boolean | null;
  /** Shown in the colour of what cannot be used. */
  readonly isMuted?: boolean | undefined;
}

interface VirtualTreeProps {
  readonly label: string;
  readonly rows: readonly TreeRow[];
  readonly selectedId: string | null;
  readonly onSelect: (id: string) => void;
  /** Double click or Enter. */
  readonly onOpen: (id: string) => void;
  readonly onToggle: (id: string, isOpen: boolean) => void;
}

/** A tree of any length: only the lines on screen exist. Keys as in every tree (arrows, Home, End, typing). */
export function VirtualTree(props: VirtualTreeProps) {
  const { rows } = props;
  const scroll = useRef<HTMLDivElement>(null);
  const typed = useRef({ text: "", at: 0 });
  const [focusedId, setFocusedId] = useState<string | null>(null);
  const virtualizer = useLines(scroll, rows.length);
  const focused = Math.max(
    rows.findIndex((row) => row.id === (focusedId ?? props.selectedId)),
    0,
  );

  const onKeyDown = (event: KeyboardEvent) => {
    const step = nextTreeStep(rows, focused, event, typed.current);
    if (!step) return;
    event.preventDefault();
    if (step.kind !== "focus") return runStep(step, props);
    virtualizer.scrollToIndex(step.index);
    setFocusedId(rows[step.index]?.id ?? null);
  };
  const focusedRow = rows[focused];
  return (
    <div
      ref={scroll}
      className="virtual-tree"
      role="tree"
      aria-label={props.label}
      aria-activedescendant={focusedRow ? rowElementId(focusedRow.id) : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <div className="virtual-tree-all" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map((item) => {
          const row = rows[item.index];
          return row ? (
            <TreeLine
              key={row.id}
              row={row}
              top={item.start}
              isSelected={row.id === props.selectedId}
              isFocused={item.index === focused}
              onPress={(isTwist) => {
                setFocusedId(row.id);
                if (isTwist || row.isOpen !== null) props.onToggle(row.id, row.isOpen === false);
                if (!isTwist) props.onSelect(row.id);
              }}
              onOpen={() => props.onOpen(row.id)}
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

function runStep(step: Exclude<TreeStep, { readonly kind: "focus" }>, props: VirtualTreeProps): void {
  if (step.kind === "toggle") props.onToggle(step.id, step.isOpen);
  else if (step.kind === "open") props.onOpen(step.id);
  else props.onSelect(step.id);
}

interface TreeLineProps {
  readonly row: TreeRow;
  readonly top: number;
  readonly isSelected: boolean;
  readonly isFocused: boolean;
  readonly onPress: (isTwist: boolean) => void;
  readonly onOpen: () => void;
}

function TreeLine({ row, top, isSelected, isFocused, onPress, onOpen }: TreeLineProps) {
  const Icon = row.icon;
  const Twist = row.isOpen ? ChevronDown : ChevronRight;
  return (
    <div
      id={rowElementId(row.id)}
      className={`tree-line${isFocused ? " tree-line-focused" : ""}${row.isMuted ? " tree-line-muted" : ""}`}
      role="treeitem"
      tabIndex={-1}
      aria-label={row.textValue}
      aria-level={row.depth + 1}
      aria-selected={isSelected}
      {...(row.isOpen === null ? {} : { "aria-expanded": row.isOpen })}
      style={{
        transform: `translateY(${top}px)`,
        paddingLeft: `calc(var(--space-2) + ${row.depth} * var(--tree-indent))`,
      }}
      onClick={() => onPress(false)}
      onDoubleClick={onOpen}
      onKeyDown={undefined}
    >
      {row.isOpen === null ? (
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
      <span className="cut">{row.label}</span>
      {row.hint !== undefined && <span className="tree-line-hint">{row.hint}</span>}
    </div>
  );
}

function rowElementId(id: string): string {
  return `tree-${id.replace(/[^\w-]/g, (character) => `.${character.codePointAt(0)}`)}`;
}
