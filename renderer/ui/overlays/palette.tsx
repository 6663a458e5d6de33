import type { LucideIcon } from "lucide-react";
import { Search } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { Dialog as AriaDialog, Modal, ModalOverlay } from "react-aria-components";
import { Keys } from "../controls/keys.tsx";
import "./palette.css";

/** One line to choose. `marks` are UTF-16 offsets of the characters that matched. */
export interface PaletteItem {
  readonly id: string;
  readonly label: string;
  readonly marks?: readonly number[] | undefined;
  readonly icon?: LucideIcon | undefined;
  readonly hint?: ReactNode;
  readonly keys?: string | undefined;
}

/** Lines under one head. */
export interface PaletteGroup {
  readonly title: string;
  readonly items: readonly PaletteItem[];
}

interface PaletteProps {
  readonly label: string;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly groups: readonly PaletteGroup[];
  /** What stands where nothing was found. */
  readonly empty: ReactNode;
  readonly onRun: (id: string) => void;
  readonly onClose: () => void;
}

/** A field over the window, and below it what fits: arrows choose, Enter runs, Escape closes. */
export function Palette({ label, text, onText, groups, empty, onRun, onClose }: PaletteProps) {
  const [chosenId, setChosenId] = useState<string | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const items = groups.flatMap((group) => group.items);
  const at = Math.max(
    0,
    items.findIndex(({ id }) => id === chosenId),
  );
  const chosen = items[at];
  useEffect(() => {
    if (chosen) list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  }, [chosen]);
  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };
    const step = steps[event.key];
    if (step !== undefined) {
      const next = Math.abs(step) === 1 ? (at + step + items.length) % items.length : at + step;
      setChosenId(items[Math.max(0, Math.min(items.length - 1, next))]?.id ?? null);
    } else if (event.key === "Enter" && chosen) onRun(chosen.id);
    else return;
    event.preventDefault();
  };
  return (
    <ModalOverlay className="palette-scrim" isOpen isDismissable onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Modal className="palette">
        <AriaDialog className="palette-content" aria-label={label}>
          <div className="palette-field">
            <Search aria-hidden className="palette-icon" />
            <input
              className="palette-input"
              role="combobox"
              aria-label={label}
              aria-expanded="true"
              aria-controls="palette-list"
              aria-activedescendant={chosen ? optionId(at) : undefined}
              placeholder={label}
              value={text}
              spellCheck={false}
              // biome-ignore lint/a11y/noAutofocus: the palette is opened to type in it.
              autoFocus
              onChange={(event) => {
                setChosenId(null);
                onText(event.target.value);
              }}
              onKeyDown={onKeyDown}
            />
          </div>
          <div className="palette-list" id="palette-list" role="listbox" aria-label={label} ref={list}>
            {groups.map((group) => (
              <PaletteLines key={group.title} group={group} all={items} chosen={chosen} onRun={onRun} />
            ))}
            {items.length === 0 && <div className="palette-empty">{empty}</div>}
          </div>
          <PaletteFoot />
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

function PaletteFoot() {
  return (
    <footer className="palette-foot">
      <span>
        <Keys keys="↑↓" /> choose
      </span>
      <span>
        <Keys keys="Enter" /> run
      </span>
      <span>
        <Keys keys="Esc" /> close
      </span>
    </footer>
  );
}

interface PaletteLinesProps {
  readonly group: PaletteGroup;
  readonly all: readonly PaletteItem[];
  readonly chosen: PaletteItem | undefined;
  readonly onRun: (id: string) => void;
}

function PaletteLines({ group, all, chosen, onRun }: PaletteLinesProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is no group of options.
    <div role="group" aria-label={group.title}>
      <div className="palette-group" aria-hidden="true">
        {group.title}
      </div>
      {group.items.map((item) => (
        <div
          key={item.id}
          id={optionId(all.indexOf(item))}
          role="option"
          tabIndex={-1}
          className="palette-line"
          aria-selected={item === chosen}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onRun(item.id)}
          onKeyDown={undefined}
        >
          {item.icon ? <item.icon aria-hidden className="palette-icon" /> : <span className="palette-icon" />}
          <span className="grow cut">
            <MarkedText text={item.label} marks={item.marks ?? []} />
          </span>
          {item.hint && <span className="palette-hint">{item.hint}</span>}
          {item.keys && <Keys keys={item.keys.split(" ")[0] ?? ""} />}
        </div>
      ))}
    </div>
  );
}

/** A text with some of its characters marked. */
export function MarkedText({ text, marks }: { readonly text: string; readonly marks: readonly number[] }) {
  const marked = new Set(marks);
  const parts: { text: string; isMarked: boolean }[] = [];
  let offset = 0;
  for (const character of text) {
    const isMarked = marked.has(offset);
    const last = parts.at(-1);
    if (last && last.isMarked === isMarked) last.text += character;
    else parts.push({ text: character, isMarked });
    offset += character.length;
  }
  return parts.map((part, index) =>
    part.isMarked ? (
      <mark key={index} className="palette-mark">
        {part.text}
      </mark>
    ) : (
      part.text
    ),
  );
}

function optionId(index: number): string {
  return `palette-option-${index}`;
}
