import { describe, expect, it } from "vitest";
import { LoudEmitter, loud, preventable } from "./loud.ts";

describe("loud", () => {
  it("throws for what is not modelled, and lets tests replace what is", async () => {
    const dialog = loud("dialog", { showErrorBox: (): string => "real" });
    // Reading a name that is not there is what this is about.
    expect(() => (dialog as unknown as { showCertificate: unknown }).showCertificate).toThrow(
      "does not model dialog.showCertificate",
    );
    dialog.showErrorBox = () => "replaced";
    expect([dialog.showErrorBox(), await dialog, JSON.stringify(dialog), "nothing" in dialog]).toEqual([
      "replaced",
      dialog,
      "{}",
      false,
    ]);
  });

  it("does so for emitters too, which still emit", () => {
    class Window extends LoudEmitter {
      readonly title = "t";
    }
    const window = new Window();
    const heard: unknown[] = [];
    window.once("closed", (value) => heard.push(value));
    window.emit("closed", 1);
    window.emit("closed", 2);
    expect([heard, window.title]).toEqual([[1], "t"]);
    expect(() => (window as unknown as { setBadge: unknown }).setBadge).toThrow("does not model Window.setBadge");
  });
});

describe("preventable", () => {
  it("remembers", () => {
    const event = preventable({ url: "x" });
    const { preventDefault } = event;
    preventDefault();
    expect([event.url, event.defaultPrevented]).toEqual(["x", true]);
  });
});
