import { describe, expect, it } from "vitest";
import { windowOptions } from "./window-options.ts";

describe("windowOptions", () => {
  it("locks the page in", () => {
    const options = windowOptions({
      preload: "/app/preload.cjs",
      isPackaged: true,
      isDark: false,
      state: { bounds: { x: 10, y: 20, width: 1200, height: 800 }, isMaximized: false },
    });
    expect(options).toEqual({
      x: 10,
      y: 20,
      width: 1200,
      height: 800,
      minWidth: 960,
      minHeight: 600,
      title: "Steward",
      show: false,
      backgroundColor: "#ffffff",
      webPreferences: {
        preload: "/app/preload.cjs",
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        nodeIntegrationInWorker: false,
        nodeIntegrationInSubFrames: false,
        webSecurity: true,
        allowRunningInsecureContent: false,
        experimentalFeatures: false,
        webviewTag: false,
        navigateOnDragDrop: false,
        safeDialogs: true,
        spellcheck: false,
        disableBlinkFeatures: "Auxclick",
        devTools: false,
        backgroundThrottling: false,
      },
    });
  });

  it("has a size without a saved one, and developer tools only from a checkout", () => {
    const { width, height, webPreferences, backgroundColor } = windowOptions({
      preload: "p",
      isPackaged: false,
      isDark: true,
      state: { bounds: null, isMaximized: false },
    });
    expect({ width, height, devTools: webPreferences?.devTools, backgroundColor }).toEqual({
      width: 1440,
      height: 900,
      devTools: true,
      backgroundColor: "#16181d",
    });
  });
});
