/**
 * Trusted Types policies that may exist: Monaco's own, and `appWorker`, which makes URLs of our worker files only.
 * There is no `default` policy on purpose: text that reaches a markup sink is an error, not sanitised.
 */
const trustedTypes = [
  "appWorker",
  "standaloneColorizer",
  "richScreenReaderContent",
  "defaultWorkerFactory",
  "editorViewLayer",
  "domLineBreaksComputer",
  "tokenizeToString",
  "diffEditorWidget",
  "stickyScrollViewLayer",
  "editorGhostText",
  "diffReview",
  "dompurify",
];

/**
 * The policy of every page, sent as a response header by each host. Nothing runs that did not come with the app, and
 * nothing is fetched from elsewhere. Styles may be inline because Monaco places its lines by style attributes.
 */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-src 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
  "media-src 'none'",
  "manifest-src 'none'",
  "require-trusted-types-for 'script'",
  `trusted-types ${trustedTypes.join(" ")}`,
].join("; ");
