import editorWorkerUrl from "monaco-editor/editor/editor.worker.js?worker&url";

/** The part of Trusted Types that is used here; the compiler's DOM library does not know it. */
interface TrustedTypePolicies {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string };
}

/**
 * Lets Monaco start its one worker, a file of ours. The page's policy allows no blob and no URL that did not go through
 * `appWorker`, which passes this file only.
 */
export function provideWorkers(): void {
  // The browser may lack Trusted Types (Firefox before 148); the URL is then used as it is.
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypePolicies };
  const rules = {
    createScriptURL: (url: string) => {
      if (url !== editorWorkerUrl) throw new TypeError("Only the editor's own worker may be started.");
      return url;
    },
  };
  const policy = trustedTypes?.createPolicy("appWorker", rules) ?? rules;
  const environment = {
    getWorker: () => new Worker(policy.createScriptURL(editorWorkerUrl), { type: "module", name: "editor" }),
  };
  Object.assign(globalThis, { MonacoEnvironment: environment });
}
