import type { DatabaseRef } from "../../shared/databases/model.ts";
import type { Notice, ResultColumn } from "../../shared/rows/model.ts";
import { RowsPage } from "../../shared/rows/page.ts";
import type { PortEvent, PortRequest } from "../../shared/rows/stream.ts";
import type { RequestContext } from "../ipc/handlers.ts";
import { createDatabases, type ManagedDatabases } from "../postgres/create-databases.ts";
import { createLocalSessions } from "../postgres/process/local-sessions.ts";
import { StreamHub } from "../postgres/process/stream-hub.ts";
import type { ConnectParameters, StatementRecord } from "../postgres/session.ts";

/** One part of a stream as a window would have it. `truncated` counts cells that the line cut. */
export interface ReadPart {
  columns: readonly ResultColumn[];
  readonly rows: (string | null)[][];
  readonly notices: Notice[];
  truncated: number;
  end: PortEvent | null;
}

/** A window's side of the data port: takes streams, gives credit back, and keeps what arrives. */
export interface RowReader {
  readonly clientId: string;
  readonly databases: ManagedDatabases;
  /** Everything that was sent to the server. */
  readonly statements: StatementRecord[];
  /** Opens a new stream and names it. */
  openStream(): string;
  closeStream(stream: string): void;
  part(stream: string, part: number): ReadPart;
  context(signal?: AbortSignal): RequestContext;
}

const decode = (bytes: Uint8Array) => Buffer.from(bytes).toString("utf8");

/** Databases whose rows arrive here. `resolve` says whom to connect as; close its `databases` when done. */
export function createRowReader(resolve: (role?: string, ref?: DatabaseRef) => ConnectParameters): RowReader {
  const hub = new StreamHub();
  const statements: StatementRecord[] = [];
  const parts = new Map<string, ReadPart>();
  const streams: string[] = [];
  const listeners: ((request: PortRequest) => void)[] = [];
  const send = (request: PortRequest) => {
    for (const listener of listeners) listener(request);
  };
  const open = createLocalSessions(hub);
  const databases = createDatabases({
    resolve: async (ref, role) => resolve(role, ref),
    opener: () => open,
    observe: (_ref, record) => statements.push(record),
    onLost: () => undefined,
  });
  const part = (stream: string, index: number): ReadPart => {
    const key = `${stream} ${index}`;
    const known = parts.get(key) ?? { columns: [], rows: [], notices: [], truncated: 0, end: null };
    parts.set(key, known);
    return known;
  };
  const take = (event: PortEvent) => {
    if (event.kind === "opened") return;
    const into = part(event.stream, event.part);
    if (event.kind === "columns") into.columns = event.columns;
    else if (event.kind === "notice") into.notices.push(event.notice);
    else if (event.kind === "end" || event.kind === "error") into.end = event;
    else if (event.kind === "page") {
      const page = new RowsPage(event.buffer, decode);
      for (let row = 0; row < page.rowCount; row++) {
        into.rows.push(page.row(row));
        for (let column = 0; column < page.columnCount; column++)
          if (page.trueBytes(row, column) !== undefined) into.truncated += 1;
      }
      send({ kind: "credit", stream: event.stream, pages: 1 });
    }
  };
  const clientId = "window";
  hub.attach(clientId, {
    post: take,
    onRequest: (listener) => listeners.push(listener),
    onClose: () => undefined,
    bufferedBytes: () => 0,
    close: () => undefined,
  });
  return {
    clientId,
    databases,
    statements,
    openStream: () => {
      const stream = `stream-${streams.length}`;
      streams.push(stream);
      send({ kind: "open", stream });
      return stream;
    },
    closeStream: (stream) => send({ kind: "close", stream }),
    part,
    context: (signal = new AbortController().signal) => ({ signal, report: () => undefined, clientId }),
  };
}
