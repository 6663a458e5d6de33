import { createCipheriv, createDecipheriv, randomBytes, scrypt } from "node:crypto";
import { AppError } from "../../shared/ipc/app-error.ts";
import type { SecretCipher } from "./vault.ts";

const saltBytes = 16;
const nonceBytes = 12;
const tagBytes = 16;
const keyBytes = 32;
const format = 1;
/** 128 MiB of memory for one guess. */
const cost = { N: 2 ** 17, r: 8, p: 1, maxmem: 192 * 1024 * 1024 };

/**
 * A vault's cipher for hosts without a keyring: scrypt and AES-256-GCM under a passphrase. What is stored is
 * `format | salt | nonce | tag | text`; a key is derived once for each salt that is met.
 */
export function createPassphraseCipher(passphrase: string): SecretCipher {
  const keys = new Map<string, Promise<Buffer>>();
  const ownSalt = randomBytes(saltBytes);
  const keyFor = (salt: Buffer): Promise<Buffer> => {
    const name = salt.toString("hex");
    const known = keys.get(name) ?? deriveKey(passphrase, salt);
    keys.set(name, known);
    return known;
  };
  return {
    name: "passphrase",
    encrypt: async (plain) => {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv("aes-256-gcm", await keyFor(ownSalt), nonce);
      const text = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
      return Buffer.concat([Buffer.from([format]), ownSalt, nonce, cipher.getAuthTag(), text]);
    },
    decrypt: async (stored) => {
      const bytes = Buffer.from(stored);
      const textStart = 1 + saltBytes + nonceBytes + tagBytes;
      if (bytes[0] !== format || bytes.length < textStart) throw locked();
      const salt = bytes.subarray(1, 1 + saltBytes);
      const nonce = bytes.subarray(1 + saltBytes, 1 + saltBytes + nonceBytes);
      const decipher = createDecipheriv("aes-256-gcm", await keyFor(salt), nonce);
      decipher.setAuthTag(bytes.subarray(1 + saltBytes + nonceBytes, textStart));
      const text = decipher.update(bytes.subarray(textStart));
      try {
        return Buffer.concat([text, decipher.final()]).toString("utf8");
      } catch {
        throw locked(); // the tag does not fit: another passphrase, or changed bytes
      }
    },
  };
}

/** The cipher of STEWARD_PASSPHRASE, which is taken out of the environment so that no child sees it; null without one. */
export function takePassphraseCipher(environment: NodeJS.ProcessEnv): SecretCipher | null {
  const passphrase = environment.STEWARD_PASSPHRASE;
  delete environment.STEWARD_PASSPHRASE;
  return passphrase ? createPassphraseCipher(passphrase) : null;
}

function deriveKey(passphrase: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(passphrase.normalize("NFKC"), salt, keyBytes, cost, (error, key) => (error ? reject(error) : resolve(key)));
  });
}

function locked(): AppError {
  return new AppError("authenticationFailed", "The saved password cannot be opened with this passphrase.", {
    hint: "Give the passphrase that it was saved with (STEWARD_PASSPHRASE at the start), or enter the password again.",
  });
}
