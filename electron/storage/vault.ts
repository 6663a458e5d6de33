import { z } from "zod";
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
  cipher: z.string(),
  secrets: z.record(z.string(), z.string()),
});

/**
 * Passwords of saved connections. With a cipher they are kept encrypted in a file (mode 0600); without one they live
 * in memory until the app ends, and nothing is written.
 */
export class Vault {
  private readonly file: string;
  private readonly cipher: SecretCipher | null;
  private readonly memory = new Map<string, string>();

  constructor(file: string, cipher: SecretCipher | null) {
    this.file = file;
    this.cipher = cipher;
  }

  /** Whether secrets outlive the app. */
  get isPersistent(): boolean {
    return this.cipher !== null;
  }

  async write(owner: SecretOwner, secret: string): Promise<void> {
    const key = ownerKey(owner);
    this.memory.set(key, secret);
    if (!this.cipher) return;
    const stored = await this.readFile(this.cipher);
    const encrypted = Buffer.from(await this.cipher.encrypt(secret)).toString("base64");
    await this.save({ ...stored, secrets: { ...stored.secrets, [key]: encrypted } });
  }

  /** The secret, or undefined when none is saved for exactly this owner. */
  async read(owner: SecretOwner): Promise<string | undefined> {
    const key = ownerKey(owner);
    const known = this.memory.get(key);
    if (known !== undefined || !this.cipher) return known;
    const encrypted = (await this.readFile(this.cipher)).secrets[key];
    if (encrypted === undefined) return undefined;
    const secret = await this.cipher.decrypt(Buffer.from(encrypted, "base64"));
    this.memory.set(key, secret);
    return secret;
  }

  async remove(owner: SecretOwner): Promise<void> {
    const key = ownerKey(owner);
    this.memory.delete(key);
    if (!this.cipher) return;
    const stored = await this.readFile(this.cipher);
    const { [key]: _removed, ...secrets } = stored.secrets;
    await this.save({ ...stored, secrets });
  }

  private async readFile(cipher: SecretCipher): Promise<z.infer<typeof fileSchema>> {
    return await readJsonFile(this.file, fileSchema, { cipher: cipher.name, secrets: {} });
  }

  private async save(content: z.infer<typeof fileSchema>): Promise<void> {
    await writeFileAtomically(this.file, `${JSON.stringify(content, null, 2)}\n`);
  }
}

function ownerKey(owner: SecretOwner): string {
  return JSON.stringify([owner.host, owner.port, owner.user, owner.database]);
}
