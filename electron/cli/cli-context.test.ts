import { describe, expect, it } from "vitest";
import { AppError } from "../../shared/ipc/app-error.ts";
import type { TopicName } from "../../shared/ipc/topics.ts";
import type { WireRequest, WireResponse } from "../../shared/ipc/wire.ts";
import { createCliContext, reportError } from "./cli-context.ts";

function createTerminal() {
  const out: string[] = [];
  const errors: string[] = [];
  return {
    out,
    errors,
    writeOut: (text: string) => void out.push(text),
    writeError: (text: string) => void errors.push(text),
  };
}

/** A carrier that answers with `answer`, and lets the test speak as the app. */
function createCarrier(answer: (request: WireRequest) => Promise<WireResponse>) {
  const sent: WireRequest[] = [];
  let listener: (topic: TopicName, payload: unknown) => void = () => undefined;
  return {
    sent,
    tell: (topic: TopicName, payload: unknown) => listener(topic, payload),
    handle: (request: WireRequest) => {
      sent.push(request);
      return answer(request);
    },
    onEvent: (added: typeof listener) => {
      listener = added;
    },
    close: async () => undefined,
  };
}

const never = new AbortController().signal;

describe("requests of the command line", () => {
  it("give the answer, and throw what was refused", async () => {
    const carrier = createCarrier(async ({ channel }) =>
      channel === "projects.list"
        ? { ok: true, value: [] }
        : { ok: false, error: { code: "refused", message: "no", hint: "ask" } },
    );
    const context = createCliContext(carrier, createTerminal(), never);
    expect(await context.request("projects.list", {})).toEqual([]);
    await expect(context.request("connections.list", {})).rejects.toMatchObject({ code: "refused", hint: "ask" });
  });

  it("note the steps of their own operation, each once", async () => {
    const terminal = createTerminal();
    const carrier = createCarrier(async ({ operationId }) => {
      carrier.tell("operation.progress", { operationId, progress: { step: "Copying", done: 1 } });
      carrier.tell("operation.progress", { operationId, progress: { step: "Copying", done: 2 } });
      carrier.tell("operation.progress", { operationId: "another", progress: { step: "Elsewhere" } });
      carrier.tell("branches.changed", { projectId: "p" });
      return { ok: true, value: [] };
    });
    await createCliContext(carrier, terminal, never).request("projects.list", {});
    expect(terminal.errors).toEqual(["… Copying\n"]);
  });

  it("cancel what runs when the user interrupts", async () => {
    const controller = new AbortController();
    const carrier = createCarrier(async ({ channel }) => {
      if (channel === "projects.list") controller.abort();
      return { ok: true, value: [] };
    });
    await createCliContext(carrier, createTerminal(), controller.signal).request("projects.list", {});
    const [first, cancel] = carrier.sent;
    expect(cancel).toEqual({ channel: "operations.cancel", input: { operationId: first?.operationId } });
  });

  it("print lists as asked", () => {
    const terminal = createTerminal();
    const context = createCliContext(
      createCarrier(async () => ({ ok: true, value: null })),
      terminal,
      never,
    );
    context.printList("json", [{ name: "main" }], []);
    context.printList("table", [{ name: "main" }], [{ title: "name", text: (row) => row.name }]);
    expect(terminal.out).toEqual(['[\n  {\n    "name": "main"\n  }\n]\n', "name\n────\nmain\n"]);
  });
});

describe("errors of the command line", () => {
  it("say what happened and what to do, and end with the code of their kind", () => {
    const terminal = createTerminal();
    const codes = [
      reportError(new AppError("refused", "You wrote it.", { hint: "Ask somebody else." }), terminal),
      reportError(
        new AppError("sql", "broken\u001b[2J", { postgres: { sqlstate: "42601", detail: "near x" } }),
        terminal,
      ),
      reportError(new Error("bug"), terminal),
    ];
    expect(codes).toEqual([1, 2, 2]);
    expect(terminal.errors.join("")).toBe(
      [
        "steward: You wrote it.",
        "  Ask somebody else.",
        "steward: broken\\u{1b}[2J (SQLSTATE 42601)",
        "  near x",
        "steward: internal error: bug",
        "",
      ].join("\n"),
    );
  });
});
