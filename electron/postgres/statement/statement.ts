import { AppError } from "../../../shared/ipc/app-error.ts";
import type { ResultColumn } from "../../../shared/rows/model.ts";
import type { FilteredStream } from "../wire/filtered-stream.ts";
import { PageBuilder } from "../wire/page-builder.ts";
import { builtinTypeName } from "./builtin-types.ts";
import { type ProtocolConnection, settleWhenReady } from "./protocol-connection.ts";

/** The server's description of a result, as the driver parses it. */
interface RowDescription {
  readonly fields: readonly {
    readonly name: string;
    readonly tableID: number;
    readonly columnID: number;
    readonly dataTypeID: number;
    readonly dataTypeModifier: number;
  }[];
}

/** What a statement is and where its pages go. */
export interface StatementRequest {
  readonly sql: string;
  readonly values: readonly (string | null)[];
  readonly maxRows: number;
  readonly pageRows: number;
  readonly pageBytes: number;
  readonly maxCellBytes: number;
  readonly onColumns: (columns: readonly ResultColumn[]) => void;
  readonly onPage: (page: ArrayBuffer) => void;
}

/** How it ended on the wire. */
export interface StatementOutcome {
  readonly command: string;
  readonly rows: number;
  readonly isTruncated: boolean;
}

/**
 * One statement by the extended protocol, so that the server refuses a second one. Rows go past the driver into pages.
 * Implements the driver's interface for query objects; settles only when the server is ready for the next statement.
 */
export class Statement {
  readonly finished: Promise<StatementOutcome>;
  private readonly request: StatementRequest;
  private readonly stream: FilteredStream;
  private readonly builder: PageBuilder;
  private resolve: (outcome: StatementOutcome) => void = () => undefined;
  private reject: (error: unknown) => void = () => undefined;
  private command = "";
  private failure: unknown = null;

  constructor(request: StatementRequest, stream: FilteredStream) {
    this.request = request;
    this.stream = stream;
    this.builder = new PageBuilder(request, request.onPage);
    this.finished = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
  }

  submit(connection: ProtocolConnection): Error | null {
    const { sql, values, maxRows, maxCellBytes } = this.request;
    this.stream.filter.sink = { builder: this.builder, maxCellBytes };
    this.stream.cork();
    connection.parse({ text: sql, name: "", types: [] });
    connection.bind({ values, portal: "", statement: "", binary: false });
    connection.describe({ type: "P", name: "" });
    // One row more than wanted tells whether there were more.
    connection.execute({ portal: "", rows: maxRows > 0 ? maxRows + 1 : 0 });
    connection.sync();
    this.stream.uncork();
    return null;
  }

  handleRowDescription(message: RowDescription): void {
    const columns = message.fields.map((field) => ({
      name: field.name,
      typeOid: field.dataTypeID,
      typeName: builtinTypeName(field.dataTypeID),
      tableOid: field.tableID,
      tableColumn: field.columnID,
      typeModifier: field.dataTypeModifier,
    }));
    this.request.onColumns(columns);
  }

  handleDataRow(): void {
    throw new Error("A row passed the filter.");
  }

  handlePortalSuspended(): void {
    this.command = "SELECT";
  }

  handleEmptyQuery(): void {
    this.command = "";
  }

  handleCommandComplete(message: { text: string }): void {
    this.command = message.text;
  }

  /** COPY ... FROM STDIN typed as a statement: there is no input to send, so it is ended instead of left hanging. */
  handleCopyInResponse(connection: ProtocolConnection): void {
    this.failure = new AppError("unsupported", "COPY ... FROM STDIN needs data, and a typed statement has none.", {
      hint: "Import the file into the table instead.",
    });
    connection.sendCopyFail("Steward sends no data with a typed COPY statement.");
    connection.sync();
  }

  handleCopyData(): void {
    this.failure ??= new AppError("unsupported", "COPY ... TO STDOUT has no result here; its output was dropped.", {
      hint: "Run the query itself, or export the table.",
    });
  }

  handleReadyForQuery(): void {
    this.settle();
  }

  handleError(error: unknown, connection: ProtocolConnection): void {
    this.failure ??= error;
    settleWhenReady(error, connection, () => this.settle());
  }

  private settle(): void {
    this.stream.filter.sink = null;
    if (this.failure !== null) return this.reject(this.failure);
    this.builder.flush();
    this.resolve({ command: this.command, rows: this.builder.totalRows, isTruncated: this.builder.hasMore });
  }
}
