import { setTimeout } from "node:timers/promises";
import type { DatabaseRef } from "../../shared/databases/model.ts";
import type { EditorSession, LostSession, RunQuestion } from "../../shared/editor/model.ts";
import { AppError } from "../../shared/ipc/app-error.ts";
import type { Databases } from "../postgres/databases.ts";
import { readServerIdentity, type ServerIdentity } from "../postgres/outcome/server-identity.ts";
import type { OwnedSession } from "../postgres/session.ts";
import type { NamedRelation } from "../sql/reading-statement.ts";
import type { PendingState } from "./pending-work.ts";

/** Whom a tab's session connects to, and how. */
export interface TabTarget {
  readonly ref: DatabaseRef;
  readonly role: string | undefined;
  readonly isReadOnly: boolean;
  readonly isProduction: boolean;
}

/** A question that waits for its answer: for this text with these parameters only, and once. */
interface OpenQuestion {
  readonly text: string;
  readonly question: RunQuestion;
  readonly relations: readonly (NamedRelation | null)[];
}

/** A tab with its live session. */
export interface Tab {
  readonly sessionId: string;
  readonly target: TabTarget;
  readonly session: OwnedSession;
  readonly serverVersion: string;
  readonly user: string;
  /** Which server it is, for a COMMIT whose answer is lost. */
  readonly server: ServerIdentity;
  readonly database: string;
  /** The window that used it last. */
  clientId: string;
  /** What was asked before its last text was sent. */
  asked: OpenQuestion | null;
  /** What its open transaction has done; null outside of one. */
  pending: PendingState | null;
  /** What runs in it; null while nothing does. */
  running: { abort(): void; readonly finished: Promise<unknown> } | null;
}

/** Who asks for a session. */
export interface TabCaller {
  readonly clientId: string;
  readonly signal: AbortSignal;
}

/** How long sessions wait for their window to come back. */
const reloadMs = 30_000;

/** How long a tab that is closed waits for its statement to be cancelled. */
const cancelMs = 3_000;

/** The sessions of the editor's tabs: one each, opened when it is needed and again when it was lost. */
export class Tabs {
  private readonly databases: Databases;
  private readonly tabs = new Map<string, Tab>();
  private readonly opening = new Map<string, Promise<Tab>>();
  /** Tabs whose session was lost with its transaction open, until somebody was told of it. */
  private readonly lost = new Map<string, LostSession>();
  private readonly tellLost: (lost: LostSession) => void;

  constructor(databases: Databases, tellLost: (lost: LostSession) => void = () => undefined) {
    this.databases = databases;
    this.tellLost = tellLost;
  }

  /**
   * Rejects once with `connectionLost` when the tab's session went away with its transaction open: what is run next was written for
   * that transaction, and would be committed by itself in a new session; a COMMIT there would even succeed.
   */
  refuseOnceAfterLoss(sessionId: string): void {
    if (!this.takeLost(sessionId)) return;
    throw new AppError("connectionLost", "The session ended, and with it the open transaction: it was rolled back.", {
      hint: "Nothing of this was sent. Run it again to go on in a new session.",
    });
  }

  /** What was lost with the tab's session, if nobody has acted on it yet. */
  lostOf(sessionId: string): LostSession | null {
    return this.lost.get(sessionId) ?? null;
  }

  /** What was lost with the tab's session, once. */
  takeLost(sessionId: string): LostSession | undefined {
    const lost = this.lost.get(sessionId);
    this.lost.delete(sessionId);
    return lost;
  }

  /**
   * The tab's live session, or a new one when there is none, it was lost, or it leads elsewhere. Rejects with what
   * connecting rejects with, and `conflict` while a statement runs, or changes wait for COMMIT, in the session that would have to end.
   */
  async open(sessionId: string, target: TabTarget, caller: TabCaller): Promise<{ tab: Tab; isNew: boolean }> {
    for (let pending = this.opening.get(sessionId); pending; pending = this.opening.get(sessionId))
      await pending.catch(() => undefined); // whoever asked for it is told; here it only has to be over
    const known = this.tabs.get(sessionId);
    if (known && (isSameTarget(known.target, target) || isKept(known, target))) {
      known.clientId = caller.clientId;
      return { tab: known, isNew: false };
    }
    if (known?.running)
      throw new AppError("conflict", "A statement runs in this tab.", {
        hint: "Wait for it or cancel it, then switch.",
      });
    if (known && known.session.transactionStatus !== "idle" && (known.pending?.total.statements ?? 0) > 0)
      throw new AppError("conflict", "This tab has changes in an open transaction, where it was before.", {
        hint: "Switch it back, then commit them or roll them back.",
      });
    const opened = this.connect(sessionId, target, caller);
    this.opening.set(sessionId, opened);
    try {
      await known?.session.close();
      return { tab: await opened, isNew: true };
    } finally {
      if (this.opening.get(sessionId) === opened) this.opening.delete(sessionId);
    }
  }

  /** The live session of a tab, if there is one. */
  find(sessionId: string): Tab | undefined {
    return this.tabs.get(sessionId);
  }

  /** Ends a tab's session: what runs is cancelled first, so that the server does not work on for nobody. */
  async close(sessionId: string): Promise<void> {
    await this.opening.get(sessionId)?.catch(() => undefined);
    this.lost.delete(sessionId);
    const tab = this.tabs.get(sessionId);
    if (!tab) return;
    this.tabs.delete(sessionId);
    if (tab.running) {
      tab.running.abort();
      await Promise.race([tab.running.finished, setTimeout(cancelMs, null, { ref: false })]);
    }
    await tab.session.close();
  }

  async closeAll(): Promise<void> {
    const ids = new Set([...this.tabs.keys(), ...this.opening.keys()]);
    await Promise.all([...ids].map((sessionId) => this.close(sessionId)));
  }

  /**
   * A window is gone: its sessions end, unless a window takes them up again in time (a reload does). Until then they
   * hold what they hold, because a transaction that somebody works in is not thrown away for a reload.
   */
  forgetClient(clientId: string, graceMs = reloadMs): void {
    const timer = globalThis.setTimeout(() => {
      for (const [sessionId, tab] of this.tabs) if (tab.clientId === clientId) void this.close(sessionId);
    }, graceMs);
    timer.unref();
  }

  private async connect(sessionId: string, target: TabTarget, { clientId, signal }: TabCaller): Promise<Tab> {
    const { ref, role } = target;
    const options = {
      purpose: "editor",
      settings: settingsOf(target),
      timeouts: "tab" as const,
      signal,
      ...(role === undefined ? {} : { role }),
    };
    const session = await this.databases.open(ref, options);
    try {
      const sql = "SELECT pg_catalog.current_setting('server_version'), session_user, pg_catalog.current_database()";
      const answer = await session.query(sql, [], { cause: "editor: session", signal });
      const [[serverVersion, user, database] = []] = answer.rows;
      const server = await readServerIdentity(session, { cause: "editor: session", signal });
      const tab: Tab = {
        sessionId,
        target,
        session,
        serverVersion: serverVersion ?? "",
        user: user ?? "",
        server,
        database: database ?? "",
        clientId,
        asked: null,
        pending: null,
        running: null,
      };
      this.tabs.set(sessionId, tab);
      session.onLost((reason) => this.lose(tab, reason.message));
      return tab;
    } catch (error) {
      await session.close();
      throw error;
    }
  }

  /** A run that the session was lost in tells it itself. */
  private lose(tab: Tab, message: string): void {
    if (this.tabs.get(tab.sessionId) !== tab) return;
    this.forget(tab);
    if (tab.running) return;
    const { sessionId } = tab;
    const hadTransaction = tab.session.transactionStatus !== "idle";
    const lost = { sessionId, hadTransaction, pending: tab.pending?.total ?? null, message };
    if (hadTransaction) this.lost.set(sessionId, lost);
    this.tellLost(lost);
  }

  /** Drops a lost session, so that the next run opens another. */
  forget(tab: Tab): void {
    if (this.tabs.get(tab.sessionId) === tab) this.tabs.delete(tab.sessionId);
  }
}

/** The isolation of the open transaction. SHOW takes no snapshot, so that SET TRANSACTION may still follow. */
export async function readIsolation(session: OwnedSession): Promise<string | null> {
  if (session.transactionStatus !== "open") return null;
  return (await session.query("SHOW transaction_isolation", [], { cause: "editor: isolation" })).rows[0]?.[0] ?? null;
}

/** What the window is told of the session. */
export function describeTab(
  { sessionId, session, serverVersion, user, pending }: Tab,
  isReadOnly: boolean,
  isolation: string | null,
): EditorSession {
  return {
    sessionId,
    backendPid: session.backendPid,
    serverVersion,
    user,
    isReadOnly,
    transaction: session.transactionStatus,
    isolation,
    pending: session.transactionStatus === "idle" ? null : (pending?.total ?? null),
  };
}

function settingsOf({ isReadOnly }: TabTarget): Record<string, string> {
  return isReadOnly ? { default_transaction_read_only: "on" } : {};
}

/** A transaction that was begun while writes were allowed is not thrown away when they end: it goes on, read-only. */
function isKept({ target, session }: Tab, asked: TabTarget): boolean {
  return (
    asked.isReadOnly && session.transactionStatus !== "idle" && isSameTarget({ ...target, isReadOnly: true }, asked)
  );
}

function isSameTarget(left: TabTarget, right: TabTarget): boolean {
  const key = ({ ref, role, isReadOnly }: TabTarget) =>
    JSON.stringify([ref.connectionId, ref.branchId ?? null, role ?? null, isReadOnly]);
  return key(left) === key(right);
}
