import type { Socket } from "node:net";
import { sendCancel } from "../cancel-requests.ts";
import { writeErrorResponse, writeMessage } from "../protocol/error-response.ts";
import { readFrom } from "../protocol/read-from.ts";
import { writeStartupPacket } from "../protocol/startup-packet.ts";
import type { ServerLine } from "../upstream.ts";
import { serverMessages } from "./conversation.ts";
import { MessageStream, type MessageTaker } from "./message-stream.ts";
import { ScramProver } from "./scram.ts";
import type { PooledStartup } from "./startup-checks.ts";

/** The server's own ErrorResponse at its login: for the client as it is. */
export class ServerRefusal extends Error {
  readonly response: Buffer;
  constructor(response: Buffer) {
    super("The server refused the login.");
    this.response = response;
  }
}

/** A server session that clients are lent, one after the other. */
export class ServerSession {
  readonly port: number;
  readonly socket: Socket;
  /** ParameterStatus messages of the login, as they came. */
  readonly greeting: Buffer;
  /** Who has it now; between leases its words are for nobody. */
  taker: MessageTaker | null = null;
  private readonly key: Buffer;
  private cancelling: Promise<unknown> = Promise.resolve();

  private constructor({ socket, port }: ServerLine, greeting: Buffer, key: Buffer) {
    this.socket = socket;
    this.port = port;
    this.greeting = greeting;
    this.key = key;
    const stream = new MessageStream((type) => serverMessages.has(type), {
      onBytes: (bytes) => this.taker?.onBytes(bytes),
      onMessage: (type, message) => this.taker?.onMessage(type, message),
    });
    socket.on("data", (bytes: Buffer) => {
      try {
        stream.take(bytes);
      } catch {
        socket.destroy(); // shows as the end of the line
      }
    });
    socket.once("end", () => socket.destroy());
  }

  /** Logs in with the client's own role and password. Rejects with ServerRefusal, LineEnded, ScramFailure. */
  static async open(line: ServerLine, startup: PooledStartup, password: string): Promise<ServerSession> {
    const { socket } = line;
    socket.write(
      writeStartupPacket(196_608, [["user", startup.user], ["database", startup.database], ...startup.settings]),
    );
    await logIn(socket, password);
    const greeting: Buffer[] = [];
    for (let key: Buffer = Buffer.alloc(0); ; ) {
      const { type, message } = await readMessage(socket);
      if (type === "E") throw new ServerRefusal(message);
      if (type === "S") greeting.push(message);
      if (type === "K") key = message.subarray(5);
      if (type === "Z") return new ServerSession(line, Buffer.concat(greeting), key);
    }
  }

  get isOpen(): boolean {
    return !this.socket.destroyed && this.socket.writable;
  }

  /** Cancels what it runs. The next lease begins only when that is over, so that it never hits somebody else. */
  cancel(): void {
    const packet = Buffer.concat([Buffer.alloc(8), this.key]);
    packet.writeUInt32BE(packet.length, 0);
    packet.writeUInt32BE(80_877_102, 4);
    this.cancelling = Promise.allSettled([this.cancelling, sendCancel(this.port, packet)]);
  }

  /** Forgets everything of the last lease. False when it cannot be lent again. */
  async clean(): Promise<boolean> {
    this.taker = null;
    await this.cancelling;
    if (!this.isOpen) return false;
    return await new Promise((resolve) => {
      let isClean = true;
      const gone = () => resolve(false);
      this.taker = {
        onBytes: () => undefined,
        onMessage: (type) => {
          if (type === "E") isClean = false;
          if (type !== "Z") return;
          this.taker = null;
          this.socket.off("close", gone);
          resolve(isClean);
        },
      };
      this.socket.once("close", gone);
      this.socket.resume();
      this.socket.write(writeMessage("Q", Buffer.from("DISCARD ALL\0")));
    });
  }

  /** Ends the session as a client would. */
  end(): void {
    if (this.isOpen) this.socket.end(writeMessage("X", Buffer.alloc(0)));
    this.socket.resume();
  }
}

async function logIn(socket: Socket, password: string): Promise<void> {
  const prover = new ScramProver(password);
  const answer = (body: Buffer) => socket.write(writeMessage("p", body));
  for (;;) {
    const { type, message } = await readMessage(socket);
    if (type === "E") throw new ServerRefusal(message);
    if (type !== "R") continue;
    const [code, body] = [message.readUInt32BE(5), message.subarray(9)];
    if (code === 0) return;
    if (code === 10) {
      const first = Buffer.from(prover.first());
      const length = Buffer.alloc(4);
      length.writeUInt32BE(first.length, 0);
      answer(Buffer.concat([Buffer.from("SCRAM-SHA-256\0"), length, first]));
    } else if (code === 11) answer(Buffer.from(await prover.prove(body.toString("utf8"))));
    else if (code === 12) prover.check(body.toString("utf8"));
    // A password is never sent as it is.
    else
      throw new ServerRefusal(writeErrorResponse({ sqlstate: "0A000", message: "the pooler logs in by SCRAM only" }));
  }
}

/** One message of the login. Rejects with LineEnded. */
export async function readMessage(socket: Parameters<typeof readFrom>[0]): Promise<{ type: string; message: Buffer }> {
  const limitBytes = 64 * 1024;
  return await readFrom(
    socket,
    (bytes) => {
      if (bytes.length < 5) return null;
      const length = bytes.readUInt32BE(1) + 1;
      if (length < 5 || bytes.length < length) return null;
      return { value: { type: String.fromCharCode(bytes[0] ?? 0), message: bytes.subarray(0, length) }, length };
    },
    limitBytes,
  );
}
