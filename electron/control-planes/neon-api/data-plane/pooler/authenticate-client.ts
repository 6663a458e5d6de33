import { randomBytes } from "node:crypto";
import type { Duplex } from "node:stream";
import { writeMessage } from "../protocol/error-response.ts";
import { Refusal } from "../upstream.ts";
import { ScramFailure, ScramVerifier } from "./scram.ts";
import { readMessage } from "./server-session.ts";

/**
 * Lets the client prove that it knows the role's password, bound to the certificate if it can. Without a password
 * (there is no such role) it goes through the same and fails at its end. Rejects with Refusal, LineEnded.
 */
export async function authenticateClient(
  client: Duplex,
  role: string,
  password: string | null,
  certificateDer: Buffer,
): Promise<void> {
  const verifier = new ScramVerifier(password ?? randomBytes(32).toString("base64"), certificateDer);
  const ask = (code: number, body: string) => {
    const head = Buffer.alloc(4);
    head.writeUInt32BE(code, 0);
    client.write(writeMessage("R", Buffer.concat([head, Buffer.from(body)])));
  };
  const failed = new Refusal({
    sqlstate: "28P01",
    severity: "FATAL",
    message: `password authentication failed for user "${role}"`,
  });
  try {
    ask(10, "SCRAM-SHA-256-PLUS\0SCRAM-SHA-256\0\0");
    const first = await readAnswer(client);
    const nameEnd = first.indexOf(0);
    if (nameEnd < 0 || first.length < nameEnd + 5) throw new ScramFailure("The login's first message is none.");
    ask(11, verifier.challenge(first.toString("latin1", 0, nameEnd), first.toString("utf8", nameEnd + 5)));
    const final = await verifier.verify((await readAnswer(client)).toString("utf8"));
    if (password === null) throw failed;
    ask(12, final);
    ask(0, "");
  } catch (error) {
    throw error instanceof ScramFailure ? failed : error;
  }
}

async function readAnswer(client: Duplex): Promise<Buffer> {
  const { type, message } = await readMessage(client);
  if (type !== "p") throw new ScramFailure("The client sent something else than its password's proof.");
  return message.subarray(5);
}
