// Servers that are not what they say: none of them may get anything that depends on the password.
import { createServer, type Server, type Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { isAppError } from "../../../shared/ipc/app-error.ts";
import type { ConnectParameters } from "../session.ts";
import { AuthenticationGuard, type AuthenticationRules } from "./authentication-guard.ts";
import { logIn } from "./log-in.ts";

const password = "hunter2-the-canary";
const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

function message(type: string, ...parts: readonly (number | string | Buffer)[]): Buffer {
  const body = Buffer.concat(
    parts.map((part) => {
      if (typeof part !== "number") return Buffer.from(part);
      const bytes = Buffer.alloc(4);
      bytes.writeInt32BE(part);
      return bytes;
    }),
  );
  const length = Buffer.alloc(4);
  length.writeInt32BE(body.length + 4);
  return Buffer.concat([Buffer.from(type), length, body]);
}

const ready = Buffer.concat([message("R", 0), message("K", 1, 1), message("Z", "I")]);
const scram = message("R", 10, "SCRAM-SHA-256\0\0");

/** A server that answers the startup packet with `first` and each message of the client with the next answer. */
async function startRogue(first: Buffer, ...answers: readonly ((got: Buffer) => Buffer)[]) {
  const received: Buffer[] = [];
  const server = createServer((socket: Socket) => {
    let turn = 0;
    socket.on("error", () => undefined);
    socket.on("data", (bytes: Buffer) => {
      if (turn > 0) received.push(bytes);
      socket.write(turn === 0 ? first : (answers[turn - 1]?.(bytes) ?? Buffer.alloc(0)));
      turn += 1;
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return { port: typeof address === "object" && address ? address.port : 0, received: () => Buffer.concat(received) };
}

async function attempt(port: number, changes: Partial<ConnectParameters> = {}): Promise<string> {
  const parameters = { host: "127.0.0.1", port, database: "d", user: "u", tls: "disable", password } as const;
  try {
    const { client } = await logIn({ ...parameters, ...changes }, { purpose: "test", connectTimeoutMs: 2_000 });
    client.on("error", () => undefined);
    client.connection.stream.destroy();
    return "connected";
  } catch (error) {
    return isAppError(error) ? `${error.code}: ${error.message}` : String(error);
  }
}

describe("a server that asks in a way it should not", () => {
  it.each([
    ["clear text", message("R", 3), {}, "authenticationFailed: The server asks for the password in clear text. This"],
    ["MD5", message("R", 5, 1), {}, "authenticationFailed: The server asks for the password as an MD5 hash. This"],
    ["Kerberos", message("R", 7), {}, "authenticationFailed: The server asks for a login method"],
    ["no channel binding", scram, { channelBinding: "require" }, "authenticationFailed: The server offers no channel"],
    ["nothing", ready, { channelBinding: "require" }, "authenticationFailed: The server let the role in without"],
    ["a password we have not", scram, { password: "" }, "authenticationFailed: The server asks for a password, and"],
    ["a giant message", Buffer.from("R\x40\0\0\0\0\0\0\x03", "latin1"), {}, "connectionFailed: The server's answer is"],
    ["noise", Buffer.from("HTTP/1.1 400 Bad Request\r\n\r\n"), {}, "connectionFailed: "],
  ] as const)("%s: gets nothing", async (_name, first, changes, outcome) => {
    const rogue = await startRogue(first);
    expect((await attempt(rogue.port, changes)).slice(0, outcome.length)).toBe(outcome);
    expect(rogue.received().length).toBe(0);
  });

  it("nothing at all: is let in, because no secret is at stake", async () => {
    expect(await attempt((await startRogue(ready)).port)).toBe("connected");
  });

  it("SCRAM, and then does not prove that it knows the password: is not believed", async () => {
    const challenge = (got: Buffer) => {
      const nonce = /r=([^,]+)$/.exec(got.toString("latin1"))?.[1] ?? "";
      return message("R", 11, `r=${nonce}abcdef,s=${Buffer.from("salt").toString("base64")},i=4096`);
    };
    const skips = await startRogue(scram, challenge, () => ready);
    expect(await attempt(skips.port)).toContain("without proving that it knows the password");
    const lies = await startRogue(scram, challenge, () =>
      Buffer.concat([message("R", 12, `v=${Buffer.from("no proof").toString("base64")}`), ready]),
    );
    expect(await attempt(lies.port)).toContain("server signature does not match");
    for (const rogue of [skips, lies]) expect(rogue.received().includes(password)).toBe(false);
  });
});

describe("the guard", () => {
  const rules: AuthenticationRules = {
    channelBinding: "prefer",
    passwordMethods: "scram",
    isEncrypted: true,
    isVerified: false,
    hasPassword: true,
  };
  const judge = (changes: Partial<AuthenticationRules>, ...messages: readonly Buffer[]) => {
    const guard = new AuthenticationGuard({ ...rules, ...changes });
    try {
      for (const each of messages) guard.check(each.subarray(5));
      return "passed";
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  };

  it("lets weak methods through to verified servers only, and where they were allowed", () => {
    const outcomes = [3, 5].flatMap((code) =>
      [true, false].flatMap((isVerified) =>
        (["any", "scram"] as const).map(
          (passwordMethods) => judge({ isVerified, passwordMethods }, message("R", code)) === "passed",
        ),
      ),
    );
    expect(outcomes).toEqual([true, false, false, false, true, false, false, false]);
  });

  it("wants a hard proof of servers that are not verified", () => {
    const few = [scram, message("R", 11, "r=x,s=c2FsdA==,i=1")];
    expect([judge({}, ...few), judge({ isVerified: true }, ...few)]).toEqual([
      "The server asks for a password proof of only 1 rounds, and it is not verified.",
      "passed",
    ]);
  });

  it("takes channel binding for done only over TLS and when it is not switched off", () => {
    const both = message("R", 10, "SCRAM-SHA-256-PLUS\0SCRAM-SHA-256\0\0");
    expect(judge({ channelBinding: "require" }, both)).toBe("passed");
    expect(judge({ channelBinding: "require", isEncrypted: false }, both)).toContain("offers no channel binding");
  });
});
