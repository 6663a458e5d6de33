import type { IForbiddenRuleType } from "dependency-cruiser";

const capability = "(?!app|ipc|cli|web|desktop|postgres|storage|sql|catalog|control-planes|migrations|testing)([^/]+)";
const tests = "[.]test[.]tsx?$|-test[.]ts$|/testing/";

/**
 * Who may import whom: the one place where it is written down. Everything that is not forbidden here is allowed;
 * tests may reach further down where a rule says so.
 */
export const importRules: readonly IForbiddenRuleType[] = [
  {
    name: "no-cycles",
    comment: "A cycle, type imports included, means that two files are one.",
    severity: "error",
    from: {},
    to: { circular: true },
  },
  {
    name: "nothing-unresolved",
    comment: "An import that leads nowhere would go unchecked.",
    severity: "error",
    from: {},
    to: { couldNotResolve: true, pathNot: "^(electron|monaco-editor)|[?]worker$|[?]url$|[.]css$" },
  },
  {
    name: "shared-is-pure",
    comment: "shared/ runs in every process: no Node, no DOM library, no React. zod describes its inputs.",
    severity: "error",
    from: { path: "^shared/", pathNot: tests },
    to: { pathNot: "^shared/|(^|/)node_modules/zod/" },
  },
  {
    name: "processes-meet-in-shared",
    comment: "Main and renderer know each other through contracts only.",
    severity: "error",
    from: { path: "^electron/" },
    to: { path: "^renderer/" },
  },
  {
    name: "renderer-stays-in-its-sandbox",
    comment: "The renderer has no Node and no main process.",
    severity: "error",
    from: { path: "^renderer/", pathNot: tests },
    to: { path: "^(electron|scripts|e2e|bench)/", dependencyTypes: ["core", "local"] },
  },
  {
    name: "renderer-has-no-node",
    comment: "Built-in modules exist in tests only.",
    severity: "error",
    from: { path: "^renderer/", pathNot: tests },
    to: { dependencyTypes: ["core"] },
  },
  {
    name: "electron-in-the-desktop-host-only",
    comment: "Everything else runs in plain Node.",
    severity: "error",
    from: { pathNot: "^electron/desktop/|^e2e/" },
    to: { path: "(^|/)node_modules/electron/|^electron$" },
  },
  {
    name: "pg-behind-our-sessions",
    comment: "Driver traps are dealt with once.",
    severity: "error",
    from: { pathNot: "^electron/postgres/|^bench/" },
    to: { path: "(^|/)node_modules/(pg|pg-[a-z-]+)/" },
  },
  {
    name: "hosts-are-the-top",
    comment: "Nothing may depend on the host that runs it, nor one host on another.",
    severity: "error",
    from: { path: "^electron/([^/]+)/", pathNot: tests },
    to: { path: "^electron/(desktop|web|cli)/", pathNot: "^electron/$1/" },
  },
  {
    name: "app-composes",
    comment: "Only hosts know the composition.",
    severity: "error",
    from: { path: "^electron/", pathNot: `^electron/(app|desktop|web|cli)/|${tests}` },
    to: { path: "^electron/app/" },
  },
  {
    name: "capabilities-are-apart",
    comment: "What two capabilities need moves down, or is passed in by app.",
    severity: "error",
    from: { path: `^electron/${capability}/` },
    to: { path: `^electron/${capability}/`, pathNot: "^electron/$1/" },
  },
  {
    name: "foundations-know-no-capability",
    comment: "catalog, control-planes, migrations, sql, postgres and storage are below capabilities and the router.",
    severity: "error",
    from: { path: "^electron/(catalog|control-planes|migrations|sql|postgres|storage)/", pathNot: tests },
    to: {
      path: `^electron/(${capability}|ipc)/`,
      pathNot: "^electron/(catalog|control-planes|migrations|sql|postgres|storage|ipc/handlers)",
    },
  },
  {
    name: "postgres-and-storage-are-the-ground",
    comment: "They import shared/ and each other's ground only.",
    severity: "error",
    from: { path: "^electron/(postgres|storage|sql)/", pathNot: tests },
    to: { path: "^electron/(catalog|control-planes|migrations)/" },
  },
  {
    name: "features-are-apart",
    comment: "A feature never imports another feature; renderer/app puts them together.",
    severity: "error",
    from: { path: "^renderer/features/([^/]+)/" },
    to: { path: "^renderer/features/", pathNot: "^renderer/features/$1/" },
  },
  {
    name: "ui-knows-no-domain",
    comment: "Controls, state and bridge are below features and app.",
    severity: "error",
    from: { path: "^renderer/(ui|state|bridge)/" },
    to: { path: "^renderer/(app|features)/" },
  },
  {
    name: "ui-knows-no-state",
    comment: "A control gets what it shows as properties.",
    severity: "error",
    from: { path: "^renderer/ui/" },
    to: { path: "^renderer/(state|bridge)/" },
  },
  {
    name: "features-do-not-reach-up",
    comment: "Features are mounted by app and know nothing of it.",
    severity: "error",
    from: { path: "^renderer/features/" },
    to: { path: "^renderer/app/" },
  },
  {
    name: "tests-stay-out-of-the-product",
    comment: "Code that ships does not import tests or test servers.",
    severity: "error",
    from: { path: "^(shared|electron|renderer)/", pathNot: tests },
    to: { path: tests },
  },
];
