import { createHash, createHmac, pbkdf2, randomBytes, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";

const derive = promisify(pbkdf2);

/** SCRAM-SHA-256 (RFC 5802, RFC 7677) as Postgres speaks it: without user names, which the startup packet has. */

/** The word for the hash of the server's certificate as channel binding (RFC 5929). */
const bindingName = "tls-server-end-point";
const iterationCount = 4096;

/** The exchange was not what the mechanism demands, or the password is wrong. Nothing of it is said. */
export class ScramFailure extends Error {}

/** The side that knows the password and asks for a proof of it. */
export class ScramVerifier {
  /** By what the client binds the login to the line; null for a client that does not. */
  private readonly bindingHash: Buffer;
  private readonly salt = randomBytes(16);
  private readonly password: string;
  private header = "";
  private firstBare = "";
  private firstAnswer = "";
  private nonce = "";

  constructor(password: string, certificateDer: Buffer) {
    this.password = password;
    this.bindingHash = createHash("sha256").update(certificateDer).digest();
  }

  /** Takes the client's first message of the mechanism; gives the server's. */
  challenge(mechanism: string, message: string): string {
    const match = /^([^,]*,[^,]*,)(n=[^,]*,r=([^,]+))$/.exec(message);
    const [, header = "", bare = "", clientNonce = ""] = match ?? [];
    const isBound = header === `p=${bindingName},,`;
    // "y" says that the client thinks that there is no binding here: somebody took the offer out.
    if (isBound !== (mechanism === "SCRAM-SHA-256-PLUS") || (!isBound && header !== "n,,"))
      throw new ScramFailure("The login asks for a channel binding that is not there.");
    this.header = header;
    this.firstBare = bare;
    this.nonce = clientNonce + randomBytes(18).toString("base64");
    this.firstAnswer = `r=${this.nonce},s=${this.salt.toString("base64")},i=${iterationCount}`;
    return this.firstAnswer;
  }

  /** Takes the proof; gives the server's own. Throws ScramFailure. */
  async verify(message: string): Promise<string> {
    const match = /^(c=([^,]+),r=([^,]+)),p=([^,]+)$/.exec(message);
    const [, withoutProof = "", binding = "", nonce = "", proof = ""] = match ?? [];
    const bound = this.header.startsWith("p=") ? this.bindingHash : Buffer.alloc(0);
    const expected = Buffer.concat([Buffer.from(this.header), bound]).toString("base64");
    const keys = await deriveKeys(this.password, this.salt, iterationCount);
    const text = `${this.firstBare},${this.firstAnswer},${withoutProof}`;
    if (binding !== expected || nonce !== this.nonce || !isEqual(Buffer.from(proof, "base64"), keys.proof(text)))
      throw new ScramFailure("The proof is wrong.");
    return `v=${keys.signature(text).toString("base64")}`;
  }
}

/** The side that proves that it knows the password, on a line without channel binding. */
export class ScramProver {
  private readonly password: string;
  private readonly nonce = randomBytes(18).toString("base64");
  private text = "";
  private signature = Buffer.alloc(0);

  constructor(password: string) {
    this.password = password;
  }

  first(): string {
    return `n,,n=,r=${this.nonce}`;
  }

  /** Answers the server's challenge. Throws ScramFailure. */
  async prove(challenge: string): Promise<string> {
    const match = /^r=([^,]+),s=([^,]+),i=(\d{1,7})$/.exec(challenge);
    const [, nonce = "", salt = "", iterations = ""] = match ?? [];
    if (!nonce.startsWith(this.nonce) || salt === "") throw new ScramFailure("The server's challenge is none.");
    const keys = await deriveKeys(this.password, Buffer.from(salt, "base64"), Number(iterations));
    const withoutProof = `c=biws,r=${nonce}`;
    this.text = `n=,r=${this.nonce},${challenge},${withoutProof}`;
    this.signature = keys.signature(this.text);
    return `${withoutProof},p=${keys.proof(this.text).toString("base64")}`;
  }

  /** The server proves that it knows the password too. Throws ScramFailure. */
  check(final: string): void {
    if (final !== `v=${this.signature.toString("base64")}`) throw new ScramFailure("The server's proof is wrong.");
  }
}

async function deriveKeys(password: string, salt: Buffer, iterations: number) {
  const salted = await derive(password.normalize("NFKC"), salt, iterations, 32, "sha256");
  const hmac = (key: Buffer, text: string) => createHmac("sha256", key).update(text).digest();
  const clientKey = hmac(salted, "Client Key");
  const storedKey = createHash("sha256").update(clientKey).digest();
  const serverKey = hmac(salted, "Server Key");
  return {
    proof: (text: string) => {
      const mask = hmac(storedKey, text);
      return Buffer.from(clientKey.map((byte, at) => byte ^ (mask[at] ?? 0)));
    },
    signature: (text: string) => hmac(serverKey, text),
  };
}

function isEqual(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}
