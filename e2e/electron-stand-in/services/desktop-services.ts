import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { LoudEmitter, loud } from "../main/loud.ts";

/** What the app asked of the desktop, for tests to read. */
export interface JournalEntry {
  readonly what: string;
  readonly value: unknown;
}

/** Answers that a test gave beforehand: STAND_IN_DIALOGS is JSON, by the name of the dialog. */
function scriptedAnswer(name: string): unknown {
  // A test wrote it for this dialog.
  const answers = JSON.parse(process.env.STAND_IN_DIALOGS ?? "{}") as Record<string, unknown>;
  return answers[name];
}

/** `dialog`: nobody is there to answer, so every question is cancelled unless a test says otherwise. */
export function createDialog(journal: JournalEntry[]) {
  const ask =
    (name: string, cancelled: (options: { readonly cancelId?: number }) => unknown) =>
    async (...values: unknown[]) => {
      const options = values.at(-1) as { readonly cancelId?: number }; // the window, if any, comes before
      journal.push({ what: `dialog.${name}`, value: options });
      return scriptedAnswer(name) ?? cancelled(options);
    };
  return loud("dialog", {
    showOpenDialog: ask("showOpenDialog", () => ({ canceled: true, filePaths: [] })),
    showSaveDialog: ask("showSaveDialog", () => ({ canceled: true, filePath: "" })),
    showMessageBox: ask("showMessageBox", ({ cancelId = 0 }) => ({ response: cancelId, checkboxChecked: false })),
    showErrorBox: (title: string, content: string) => {
      journal.push({ what: "dialog.showErrorBox", value: { title, content } });
      process.stderr.write(`${title}\n${content}\n`);
    },
  });
}

/** `shell`: nothing leaves the test. */
export function createShell(journal: JournalEntry[]) {
  return loud("shell", {
    openExternal: async (url: string) => {
      journal.push({ what: "shell.openExternal", value: url });
    },
  });
}

/** `clipboard`: the test's own. What was put there stands in the journal. */
export function createClipboard(journal: JournalEntry[]) {
  const state = { text: "" };
  return loud("clipboard", {
    readText: async () => state.text,
    writeText: async (text: string) => {
      state.text = text;
      journal.push({ what: "clipboard.writeText", value: text });
    },
  });
}

/** `screen`: one of 1920 x 1080. */
export function createScreen() {
  const area = { x: 0, y: 0, width: 1920, height: 1080 };
  const display = loud("Display", { id: 1, bounds: area, workArea: area, scaleFactor: 1 });
  return Object.assign(new LoudEmitter(), { getPrimaryDisplay: () => display, getAllDisplays: () => [display] });
}

/** `safeStorage`: AES-GCM with a key file; STAND_IN_KEYRING names the backend that it claims to be. */
export function createSafeStorage(keyFile: () => string) {
  const key = () => {
    const file = keyFile();
    if (!existsSync(file)) {
      mkdirSync(join(file, ".."), { recursive: true });
      writeFileSync(file, randomBytes(32), { mode: 0o600 });
    }
    return readFileSync(file);
  };
  return loud("safeStorage", {
    getSelectedStorageBackend: () => process.env.STAND_IN_KEYRING ?? "gnome_libsecret",
    isAsyncEncryptionAvailable: async () => true,
    encryptStringAsync: async (plain: string) => {
      const nonce = randomBytes(12);
      const cipher = createCipheriv("aes-256-gcm", key(), nonce);
      const body = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]);
    },
    decryptStringAsync: async (encrypted: Buffer) => {
      const decipher = createDecipheriv("aes-256-gcm", key(), encrypted.subarray(0, 12));
      decipher.setAuthTag(encrypted.subarray(12, 28));
      const body = Buffer.concat([decipher.update(encrypted.subarray(28)), decipher.final()]);
      return { result: body.toString("utf8"), shouldReEncrypt: false };
    },
  });
}

/** `session.defaultSession`: keeps the handlers, for tests to call; prompts and downloads do not happen here. */
export function createSession() {
  const handlers: Record<string, unknown> = {};
  const keep = (name: string) => (handler: unknown) => {
    handlers[name] = handler;
  };
  return Object.assign(new LoudEmitter(), {
    standInHandlers: handlers,
    setPermissionRequestHandler: keep("request"),
    setPermissionCheckHandler: keep("check"),
    setDevicePermissionHandler: keep("device"),
  });
}
