import { z } from "zod";
import { AppError } from "../../shared/ipc/app-error.ts";
import { readJsonFile, writeFileAtomically } from "./atomic-file.ts";

/** What a secret belongs to. A changed field is another secret: the old one is never sent to a new host. */
export interface SecretOwner {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
}

/** The operating system's encryption, as the host gives it. */
export interface SecretCipher {
  readonly name: string;
  encrypt(plain: string): Promise<Uint8Array>;
  decrypt(cipher: Uint8Array): Promise<string>;
}

const fileSchema = z.strictObject({
  /** Of the secrets that are texts. */
  cipher: z.string(),
  secrets: z.record(z.string(), z.union([z.string(), z.strictObject({ cipher: z.string(), secret: z.string() })])),
});

interface StoredSecret {
  readonly cipher: string;
  /** Base64. */
  readonly secret: string;
}

/**
 * Passwords of saved connections. With a cipher they are kept encrypted in a file (mode 0600); without one they live
 * in memory until the app ends, and nothing is written. What another cipher encrypted stays in the file, locked.
 */
export class Vault {
  private readonly file: string;
  private cipher: SecretCipher | null;
  private readonly memory = new Map<string, string>();

  constructor(file: string, cipher: SecretCipher | null) {
    this.file = file;
    this.cipher = cipher;
  }

  /** The cipher that keeps secrets beyond the app's end; null without one. */
  get cipherName(): string | null {
    return this.cipher?.name ?? null;
  }

  /** Ciphers that encrypted some of the file's secrets and are not there now. */
  async lockedCiphers(): Promise<readonly string[]> {
    const names = [...(await this.stored()).values()].map(({ cipher }) => cipher);
    return [...new Set(names)].filter((name) => name !== this.cipherName).sort();
  }

  /**
   * Takes a cipher that was not there at the start, and keeps with it what only memory held. Rejects as its `decrypt` does when
   * it does not open what a cipher of its name has encrypted; then nothing changes.
   */
  async open(cipher: SecretCipher): Promise<void> {
    const known = [...(await this.stored()).values()].find((stored) => stored.cipher === cipher.name);
    if (known) await cipher.decrypt(Buffer.from(known.secret, "base64"));
    this.cipher = cipher;
    const stored = await this.stored();
    for (const [key, secret] of this.memory) stored.set(key, await encrypt(cipher, secret));
    if (this.memory.size > 0) await this.save(stored);
  }

  async write(owner: SecretOwner, secret: string): Promise<void> {
    const key = ownerKey(owner);
    this.memory.set(key, secret);
    if (!this.cipher) return;
    const encrypted = await encrypt(this.cipher, secret);
    await this.save((await this.stored()).set(key, encrypted));
  }

  /**
   * The secret, or undefined when none is saved for exactly this owner. Rejects with `authenticationFailed` when it is
   * there and locked, and as the cipher's `decrypt` does.
   */
  async read(owner: SecretOwner): Promise<string | undefined> {
    const key = ownerKey(owner);
    const known = this.memory.get(key);
    if (known !== undefined) return known;
    const stored = (await this.stored()).get(key);
    if (!stored) return undefined;
    if (this.cipher?.name !== stored.cipher) throw locked(stored.cipher);
    const secret = await this.cipher.decrypt(Buffer.from(stored.secret, "base64"));
    this.memory.set(key, secret);
    return secret;
  }

  async remove(owner: SecretOwner): Promise<void> {
    const key = ownerKey(owner);
    this.memory.delete(key);
    const stored = await this.stored();
    if (stored.delete(key)) await this.save(stored);
  }

  private async stored(): Promise<Map<string, StoredSecret>> {
    const { cipher, secrets } = await readJsonFile(this.file, fileSchema, { cipher: "", secrets: {} });
    const entries = Object.entries(secrets);
    return new Map(entries.map(([key, kept]) => [key, typeof kept === "string" ? { cipher, secret: kept } : kept]));
  }

  private async save(stored: ReadonlyMap<string, StoredSecret>): Promise<void> {
    const content = { cipher: this.cipherName ?? "", secrets: Object.fromEntries(stored) };
    await writeFileAtomically(this.file, `${JSON.stringify(content, null, 2)}\n`);
  }
}

async function encrypt(cipher: SecretCipher, secret: string): Promise<StoredSecret> {
  return { cipher: cipher.name, secret: Buffer.from(await cipher.encrypt(secret)).toString("base64") };
}

function locked(cipher: string): AppError {
  return new AppError(
    "authenticationFailed",
    cipher === "passphrase"
      ? "The saved password is encrypted under a passphrase, which Steward was not given."
      : `The saved password is encrypted by the keyring ${cipher}, which is not there now.`,
    {
      hint:
        cipher === "passphrase"
          ? "Open the saved passwords with the passphrase in the list of connections, or type this password again."
          : "Start Steward where that keyring is open, or type the password again. What is saved stays as it is.",
    },
  );
}

function ownerKey(owner: SecretOwner): string {
  return JSON.stringify([owner.host, owner.port, owner.user, owner.database]);
}
