import { describe, expect, it } from "vitest";
import { commandFor } from "./open-browser.ts";

describe("opening a browser", () => {
  it("asks the platform's own program, and nobody where there is no screen", () => {
    expect([
      commandFor("darwin", {}),
      commandFor("win32", {}),
      commandFor("linux", { DISPLAY: ":0" }),
      commandFor("linux", { WAYLAND_DISPLAY: "wayland-0" }),
      commandFor("linux", {}),
    ]).toEqual([["open"], ["rundll32", "url.dll,FileProtocolHandler"], ["xdg-open"], ["xdg-open"], null]);
  });
});
