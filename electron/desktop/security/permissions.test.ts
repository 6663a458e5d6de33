import { describe, expect, it } from "vitest";
import { isPermitted } from "./permissions.ts";

const permissions = [
  "clipboard-read",
  "clipboard-sanitized-write",
  "deprecated-sync-clipboard-read",
  "display-capture",
  "fileSystem",
  "fullscreen",
  "geolocation",
  "hid",
  "idle-detection",
  "keyboardLock",
  "media",
  "mediaKeySystem",
  "midi",
  "midiSysex",
  "notifications",
  "openExternal",
  "pointerLock",
  "serial",
  "speaker-selection",
  "storage-access",
  "top-level-storage-access",
  "unknown",
  "usb",
  "window-management",
];

describe("isPermitted", () => {
  it("lets our own page write to the clipboard, and nothing else", () => {
    expect(permissions.filter((name) => isPermitted(name, "app://steward/index.html"))).toEqual([
      "clipboard-sanitized-write",
    ]);
  });

  it("gives other pages nothing", () => {
    const others = ["https://evil.example/", "app://other/", "file:///x", ""];
    expect(others.flatMap((url) => permissions.filter((name) => isPermitted(name, url)))).toEqual([]);
  });
});
