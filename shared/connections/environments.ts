import { z } from "zod";
import { type Environment, environments } from "./model.ts";

/** The hues that an environment can wear. None is shared with a severity; each has readable tokens in every theme. */
export const environmentHues = ["rose", "orange", "cyan", "slate", "violet", "olive"] as const;

/** One of the hues above. */
export type EnvironmentHue = (typeof environmentHues)[number];

/**
 * What stands between a person and a write: `locked` is read-only until it is unlocked with a reason, `careful` begins query tabs
 * read-only, `open` lets them write.
 */
export const environmentGuards = ["locked", "careful", "open"] as const;

/** One of the guards above. */
export type EnvironmentGuard = (typeof environmentGuards)[number];

/** How an environment looks and is guarded. Its name is fixed: guards, texts and records speak of it. */
export interface EnvironmentRule {
  readonly hue: EnvironmentHue;
  readonly guard: EnvironmentGuard;
}

/** One rule for each environment. */
export type EnvironmentRules = Readonly<Record<Environment, EnvironmentRule>>;

/** The rules until somebody changes them. */
export const defaultEnvironmentRules: EnvironmentRules = {
  production: { hue: "rose", guard: "locked" },
  staging: { hue: "orange", guard: "careful" },
  development: { hue: "cyan", guard: "open" },
  local: { hue: "slate", guard: "open" },
};

const rule = z.strictObject({ hue: z.enum(environmentHues), guard: z.enum(environmentGuards) });

/** Rules as they may be saved: no two environments look alike, and production stays locked. */
export const environmentRulesSchema = z
  .strictObject({ production: rule, staging: rule, development: rule, local: rule })
  .refine(({ production }) => production.guard === "locked", "Production stays locked.")
  .refine(
    (rules) => new Set(Object.values(rules).map(({ hue }) => hue)).size === environments.length,
    "Each environment needs a colour of its own.",
  );

/** The rules with another hue: an environment that wore it takes the one that becomes free. */
export function withHue(rules: EnvironmentRules, environment: Environment, hue: EnvironmentHue): EnvironmentRules {
  const wearer = environments.find((other) => rules[other].hue === hue);
  const next = { ...rules, [environment]: { ...rules[environment], hue } };
  if (wearer === undefined || wearer === environment) return next;
  return { ...next, [wearer]: { ...rules[wearer], hue: rules[environment].hue } };
}
