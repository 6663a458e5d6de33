import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { AppError, appErrorCodes } from "../../shared/ipc/app-error.ts";
import { contracts } from "../../shared/ipc/contracts.ts";
import { declareOperation, declareRequest } from "../../shared/ipc/declare.ts";
import type { OperationProgress, WireResponse } from "../../shared/ipc/wire.ts";
import type { Handlers, RequestContext } from "./handlers.ts";
import { Redactor } from "./redactor.ts";
import { createRouter } from "./router.ts";

const contract = {
  "test.double": declareRequest<number>()(z.strictObject({ value: z.number() })),
  "test.login": declareRequest<null>()(z.strictObject({ user: z.string(), password: z.string() })),
  "test.long": declareOperation<string>()(z.strictObject({ steps: z.number() })),
};

/** Ends only when it is cancelled. */
const untilAborted = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });

function createTestRouter(overrides: Partial<Handlers<typeof contract>> = {}) {
  const progress: (OperationProgress & { readonly clientId: string })[] = [];
  const lines: string[] = [];
  const router = createRouter({
    contracts: contract,
    handlers: {
      "test.double": async ({ value }) => value * 2,
      "test.login": async () => null,
      "test.long": async (_input, { signal }) => await untilAborted(signal),
      ...overrides,
    },
    redactor: new Redactor(),
    emitProgress: (clientId, event) => void progress.push({ clientId, ...event }),
    log: (line) => void lines.push(line),
  });
  const ask = (channel: string, input: unknown, operationId?: string, clientId = "window") =>
    router.handle(clientId, { channel, input, ...(operationId ? { operationId } : {}) });
  return { router, ask, progress, lines };
}

const errorOf = (response: WireResponse) => (response.ok ? null : response.error);

describe("the router", () => {
  it("answers what the handler answers", async () => {
    expect(await createTestRouter().ask("test.double", { value: 21 })).toEqual({ ok: true, value: 42 });
  });

  it("says what does not fit without repeating the input", async () => {
    const { ask } = createTestRouter();
    const response = await ask("test.double", { value: "hunter2-hunter2" });
    expect(errorOf(response)).toMatchObject({ code: "invalidInput", message: expect.stringContaining("value: ") });
    expect(JSON.stringify(response)).not.toContain("hunter2");
  });

  it("knows declared requests only, however they are called", async () => {
    const { ask } = createTestRouter();
    const codes = ["nonsense", "constructor", "__proto__", "toString"].map(
      async (channel) => errorOf(await ask(channel, {}))?.code,
    );
    expect(await Promise.all(codes)).toEqual(Array.from({ length: 4 }, () => "unknownRequest"));
  });

  it("passes an error for people on, without the secrets it was told", async () => {
    const { ask } = createTestRouter({
      "test.login": async ({ password }) => {
        const detail = `as ${encodeURIComponent(password)} or ${Buffer.from(password).toString("base64")}`;
        throw new AppError("authenticationFailed", `No login with ${password}`, {
          postgres: { sqlstate: "28P01", detail },
        });
      },
    });
    expect(await ask("test.login", { user: "ada", password: "p@ss wörd'\"" })).toEqual({
      ok: false,
      error: {
        code: "authenticationFailed",
        message: "No login with [redacted]",
        postgres: { sqlstate: "28P01", detail: "as [redacted] or [redacted]" },
      },
    });
  });

  it("tells of a bug by a log id only, and logs it without secrets", async () => {
    const { ask, lines } = createTestRouter({
      "test.login": async ({ password }) => {
        throw new TypeError(`cannot read ${password} of /home/ada/x.ts`);
      },
    });
    const error = errorOf(await ask("test.login", { user: "ada", password: "correct horse" }));
    expect(error?.code).toBe("internal");
    expect(JSON.stringify(error)).not.toMatch(/horse|home|TypeError|\bat /);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(`internal error ${error?.logId} in test.login: TypeError: cannot read [redacted]`);
  });
});

describe("operations", () => {
  it("are cancelled by their id, by their own client only", async () => {
    const { ask } = createTestRouter();
    const running = ask("test.long", { steps: 0 }, "one");
    expect(await ask("operations.cancel", { operationId: "one" }, undefined, "another")).toEqual({
      ok: true,
      value: false,
    });
    expect(await ask("operations.cancel", { operationId: "one" })).toEqual({ ok: true, value: true });
    expect(errorOf(await running)?.code).toBe("cancelled");
    expect(await ask("operations.cancel", { operationId: "one" })).toEqual({ ok: true, value: false });
  });

  it("end as cancelled, too, when their code throws its own AbortError", async () => {
    const { ask } = createTestRouter({
      "test.long": async (_input, { signal }) => {
        await new Promise((resolve) => signal.addEventListener("abort", resolve));
        throw new DOMException("This operation was aborted", "AbortError");
      },
    });
    const running = ask("test.long", { steps: 0 }, "one");
    await ask("operations.cancel", { operationId: "one" });
    expect(errorOf(await running)?.code).toBe("cancelled");
  });

  it("refuse an id that runs already", async () => {
    const { ask, router } = createTestRouter();
    const running = ask("test.long", { steps: 0 }, "one");
    expect(errorOf(await ask("test.long", { steps: 0 }, "one"))?.code).toBe("conflict");
    router.forgetClient("window");
    expect(errorOf(await running)?.code).toBe("cancelled");
  });

  it("end with their client, and those of others go on", async () => {
    const { ask, router } = createTestRouter();
    const own = ask("test.long", { steps: 0 });
    const other = ask("test.long", { steps: 0 }, "one", "another");
    router.forgetClient("window");
    expect(errorOf(await own)?.code).toBe("cancelled");
    await ask("operations.cancel", { operationId: "one" }, undefined, "another");
    expect(errorOf(await other)?.code).toBe("cancelled");
  });

  it("end when the app closes, which then answers nothing more", async () => {
    const { ask, router } = createTestRouter();
    const running = ask("test.long", { steps: 0 });
    await router.close();
    expect([errorOf(await running)?.code, errorOf(await ask("test.double", { value: 1 }))?.code]).toEqual([
      "cancelled",
      "cancelled",
    ]);
  });

  it("report to the client that asked, not more often than people read, and the last step always", async () => {
    const report = async ({ steps }: { steps: number }, context: RequestContext) => {
      for (let done = 1; done <= steps; done++) {
        context.report({ step: "Copying", done });
        if (done % 50 === 0) await new Promise((resolve) => setTimeout(resolve, 10));
      }
      return "done";
    };
    const { ask, progress } = createTestRouter({ "test.long": report });
    await ask("test.long", { steps: 1000 }, "one");
    expect(progress.length).toBeLessThan(20);
    expect(progress[0]).toEqual({ clientId: "window", operationId: "one", progress: { step: "Copying", done: 1 } });
    expect(progress.at(-1)?.progress).toEqual({ step: "Copying", done: 1000 });
  });
});

describe("whatever is sent to a declared request", () => {
  const secret = "canary-7f3a91";
  const place = "/home/ada/steward/secret.ts";
  const thrown = fc.oneof(
    fc.constant(new Error(`${secret} at ${place}`)),
    fc.constant(Object.assign(new Error("x"), { code: "ENOENT", path: place })),
    fc.constant(new AppError("internal", `${secret} ${place}`)),
    fc.constant(new AppError("sql", `near ${secret}`, { hint: secret, statement: `SELECT '${secret}'` })),
    fc.anything(),
  );

  it("is answered in the one form, without stack, path or secret", async () => {
    const redactor = new Redactor();
    redactor.add(secret);
    const lines: string[] = [];
    const failing = { error: null as unknown }; // what the next handler throws
    const handlers = Object.fromEntries(
      Object.keys(contracts).map((channel) => [channel, () => Promise.reject(failing.error)]),
    ) as unknown as Handlers<typeof contracts>; // every handler of this test fails
    const log = (line: string) => void lines.push(line);
    const router = createRouter({ contracts, handlers, redactor, emitProgress: () => undefined, log });
    const input = fc.oneof(
      fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true }),
      fc.object(),
      fc.record({ ref: fc.record({ connectionId: fc.string() }), connectionId: fc.string(), sql: fc.string() }),
    );
    const channel = fc.oneof(
      { weight: 8, arbitrary: fc.constantFrom(...Object.keys(contracts)) },
      { weight: 1, arbitrary: fc.string() },
    );
    const message = fc.oneof(
      { weight: 1, arbitrary: fc.anything() },
      { weight: 4, arbitrary: fc.record({ channel, input }) },
      { weight: 1, arbitrary: fc.record({ channel, input, operationId: fc.anything() }) },
    );
    await fc.assert(
      fc.asyncProperty(message, thrown, async (sent, error) => {
        failing.error = error;
        const response = await router.handle("window", sent);
        const text = JSON.stringify(response);
        expect(text).not.toMatch(/canary|\/home\/|\.ts\b|node_modules|\n\s+at /);
        if (response.ok) expect(response).toEqual({ ok: true, value: false });
        else expect(appErrorCodes).toContain(response.error.code);
      }),
      { numRuns: 1500 },
    );
    expect(lines.join("\n")).not.toContain(secret);
  });
});
