import { useEffect, useRef } from "react";
import { create } from "zustand";

/** Something that can be done: by its keys, or from the palette. */
export interface Command {
  readonly id: string;
  readonly title: string;
  /** The keys it comes with ("Mod+Shift+K"; several ways are separated by a blank); those that count are `keysOf`. */
  readonly keys?: string | undefined;
  readonly group: string;
  readonly run: () => void;
  readonly isEnabled?: (() => boolean) | undefined;
}

interface CommandsStore {
  readonly registered: readonly (readonly Command[])[];
  readonly register: (commands: readonly Command[]) => () => void;
}

/** What is offered now. What was registered last comes first when keys or ids are the same. */
export const useCommandRegistry = create<CommandsStore>()((set) => ({
  registered: [],
  register: (commands) => {
    set((state) => ({ registered: [...state.registered, commands] }));
    return () => set((state) => ({ registered: state.registered.filter((list) => list !== commands) }));
  },
}));

/** Offers commands while the component is mounted and `isActive`. The newest `run` is the one that runs. */
export function useCommands(commands: readonly Command[], isActive = true): void {
  const latest = useRef(commands);
  useEffect(() => {
    latest.current = commands;
  });
  const shape = JSON.stringify(commands.map(({ id, title, keys, group }) => [id, title, keys, group]));
  useEffect(() => {
    if (!isActive || shape === "[]") return;
    const find = (id: string) => latest.current.find((command) => command.id === id);
    const stable = latest.current.map((command) => ({
      ...command,
      run: () => find(command.id)?.run(),
      isEnabled: () => find(command.id)?.isEnabled?.() ?? true,
    }));
    return useCommandRegistry.getState().register(stable);
  }, [shape, isActive]);
}

/** Every command offered now, once per id. */
export function allCommands(): readonly Command[] {
  const seen = new Map<string, Command>();
  for (const command of useCommandRegistry.getState().registered.flat().reverse())
    if (!seen.has(command.id)) seen.set(command.id, command);
  return [...seen.values()].reverse();
}
