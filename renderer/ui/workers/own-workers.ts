import layoutWorkerUrl from "elkjs/lib/elk-worker.min.js?url";
import editorWorkerUrl from "monaco-editor/editor/editor.worker.js?worker&url";

/** The part of Trusted Types that is used here; the compiler's DOM library does not know it. */
interface TrustedTypePolicies {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string };
}

const ownWorkers: readonly string[] = [editorWorkerUrl, layoutWorkerUrl];

// The page's policy allows no blob, and no URL that did not go through `appWorker`, which passes these files only. The
// browser may lack Trusted Types (Firefox before 148); the URL is then used as it is.
const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypePolicies };
const rules = {
  createScriptURL: (url: string) => {
    if (!ownWorkers.includes(url)) throw new TypeError("Only the app's own workers may be started.");
    return url;
  },
};
const policy = trustedTypes?.createPolicy("appWorker", rules) ?? rules;

/** Monaco's one worker. */
export function startEditorWorker(): Worker {
  return new Worker(policy.createScriptURL(editorWorkerUrl), { type: "module", name: "editor" });
}

/** The engine that lays diagrams out: a plain script, which a module worker would not run. */
export function startLayoutWorker(): Worker {
  return new Worker(policy.createScriptURL(layoutWorkerUrl), { name: "layout" });
}
