import { create } from "zustand";
import type { DatabaseRef } from "../../shared/databases/model.ts";
import { useDrafts } from "./drafts.ts";
import { useHealthTopic } from "./health-topic.ts";
import { diffTab } from "./tabs.ts";
import { useWorkspace } from "./workspace.ts";

/** A migration that a finding proposes. `reason` says what it is for. */
export interface DraftMigration {
  readonly title: string;
  readonly upSql: string;
  readonly downSql: string | null;
  readonly reason: string;
}

interface IntentsStore {
  readonly draftMigration: DraftMigration | null;
  /** Hands a migration to Changes and goes there. */
  readonly proposeMigration: (draft: DraftMigration) => void;
  /** Takes what was proposed; the next call gives null. */
  readonly takeDraft: () => DraftMigration | null;
  /** Opens the tab that shows how the second database differs from the first, and compares at once. */
  readonly openComparison: (from: DatabaseRef, to: DatabaseRef, title: string) => void;
  /** Whether a tab was just asked for; the next call says no. What only comes back with the window waits to be asked. */
  readonly takeComparison: (tabId: string) => boolean;
  readonly askedComparison: string | null;
  /** Asks the index adviser about a query, and goes there. */
  readonly askAdvice: (ref: DatabaseRef, sql: string) => void;
  readonly askedAdvice: { readonly ref: DatabaseRef; readonly sql: string } | null;
  /** Takes what was asked; the next call gives null. */
  readonly takeAdvice: () => { readonly ref: DatabaseRef; readonly sql: string } | null;
  /** Opens a query tab with a text. */
  readonly openQuery: (ref: DatabaseRef, title: string, sql: string) => void;
}

/** What one feature asks of another, which it must not import. */
export const useIntents = create<IntentsStore>()((set, get) => ({
  draftMigration: null,
  proposeMigration: (draft) => {
    set({ draftMigration: draft });
    useWorkspace.getState().showSection("changes");
  },
  takeDraft: () => {
    const draft = get().draftMigration;
    if (draft) set({ draftMigration: null });
    return draft;
  },
  askedComparison: null,
  openComparison: (from, to, title) => {
    const tab = diffTab(from, to, title);
    set({ askedComparison: tab.id });
    useWorkspace.getState().openTab(tab);
  },
  takeComparison: (tabId) => {
    if (get().askedComparison !== tabId) return false;
    set({ askedComparison: null });
    return true;
  },
  askedAdvice: null,
  askAdvice: (ref, sql) => {
    set({ askedAdvice: { ref, sql } });
    useHealthTopic.getState().showTopic("adviser");
    useWorkspace.getState().showSection("health");
  },
  takeAdvice: () => {
    const asked = get().askedAdvice;
    if (asked) set({ askedAdvice: null });
    return asked;
  },
  openQuery: (ref, title, sql) => {
    const id = `query-${crypto.randomUUID()}`;
    useDrafts.getState().setText(id, sql);
    useWorkspace.getState().openTab({ kind: "query", id, ref, title, draftId: id });
  },
}));
