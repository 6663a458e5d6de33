import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  type CommandSocket,
  commandSocketPath,
  connectToCommandSocket,
  listenOnCommandSocket,
} from "./command-socket.ts";

describe("the command socket", () => {
  let folder: string;
  let socket: CommandSocket;
  const forgotten: string[] = [];
  const app = {
    handle: async (clientId: string, message: unknown) => ({ ok: true as const, value: { clientId, message } }),
    forgetClient: (clientId: string) => void forgotten.push(clientId),
  };
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "steward-socket-"));
    await writeFile(commandSocketPath(folder), "left over by a killed app");
    socket = await listenOnCommandSocket(folder, app);
  });
  afterEach(async () => {
    await socket.close();
    await rm(folder, { recursive: true });
  });

  it("belongs to the user alone", async () => {
    expect((await stat(commandSocketPath(folder))).mode & 0o777).toBe(0o600);
  });

  it("answers many requests of many command lines, each with its own", async () => {
    const [first, second] = await Promise.all([connectToCommandSocket(folder), connectToCommandSocket(folder)]);
    const answers = await Promise.all(
      [0, 1, 2, 3].map((index) =>
        (index % 2 ? first : second)?.handle({ channel: `c${index}`, input: { text: "a\nb" } }),
      ),
    );
    expect(answers.map((answer) => (answer?.ok ? (answer.value as { message: unknown }).message : null))).toEqual(
      [0, 1, 2, 3].map((index) => ({ channel: `c${index}`, input: { text: "a\nb" } })),
    );
    first?.close();
    second?.close();
  });

  it("tells every command line what happens, and forgets those that leave", async () => {
    const client = await connectToCommandSocket(folder);
    const heard = new Promise((resolve) => client?.onEvent((topic, payload) => resolve([topic, payload])));
    await client?.handle({ channel: "any", input: null });
    socket.emit("branches.changed", { projectId: "sample" });
    expect(await heard).toEqual(["branches.changed", { projectId: "sample" }]);
    const before = forgotten.length;
    client?.close();
    await expect.poll(() => forgotten.length).toBe(before + 1);
  });

  it("hangs up on what is not its own kind, and goes on", async () => {
    const stranger = connect(commandSocketPath(folder));
    const closed = new Promise((resolve) => stranger.on("close", resolve));
    stranger.write("GET / HTTP/1.1\r\n\r\n");
    await closed;
    const client = await connectToCommandSocket(folder);
    expect((await client?.handle({ channel: "any", input: 1 }))?.ok).toBe(true);
    client?.close();
  });

  it("goes on when a command line is killed before it read its answer", async () => {
    const uncaught: Error[] = [];
    const keep = (error: Error) => void uncaught.push(error);
    process.prependListener("uncaughtException", keep);
    const before = forgotten.length;
    const killed = connect(commandSocketPath(folder));
    killed.pause();
    killed.write(`${JSON.stringify({ id: 1, request: { text: "x".repeat(10_000) } })}\n`);
    await new Promise((resolve) => setTimeout(resolve, 100));
    killed.destroy(); // what it did not read makes the other end's read fail with ECONNRESET
    await expect.poll(() => forgotten.length).toBe(before + 1);
    await new Promise((resolve) => setTimeout(resolve, 50));
    process.off("uncaughtException", keep);
    expect(uncaught).toEqual([]);
  });

  it("ends what waits when the app was killed in the middle of an answer", async () => {
    await socket.close();
    const dying = createServer((line) => line.once("data", () => line.end('{"kind":"answer","id":1,"respo')));
    await new Promise<void>((resolve) => dying.listen(commandSocketPath(folder), resolve));
    const client = await connectToCommandSocket(folder);
    await expect(client?.handle({ channel: "any", input: null })).rejects.toMatchObject({ code: "connectionLost" });
    dying.close();
  });

  it("is not there when no app runs, and a pending request ends with the app", async () => {
    const client = await connectToCommandSocket(folder);
    app.handle = () => new Promise(() => undefined);
    const pending = client?.handle({ channel: "slow", input: null });
    await new Promise((resolve) => setTimeout(resolve, 20));
    await socket.close();
    await expect(pending).rejects.toMatchObject({ code: "connectionLost" });
    expect(await connectToCommandSocket(folder)).toBeNull();
  });
});
