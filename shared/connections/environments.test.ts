import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defaultEnvironmentRules, environmentHues, environmentRulesSchema, withHue } from "./environments.ts";
import { environments } from "./model.ts";

describe("the rules of environments", () => {
  it("begin as they may be saved", () => {
    expect(environmentRulesSchema.parse(defaultEnvironmentRules)).toEqual(defaultEnvironmentRules);
  });

  it("never let two environments look alike, whatever is chosen", () => {
    const choice = fc.tuple(fc.constantFrom(...environments), fc.constantFrom(...environmentHues));
    fc.assert(
      fc.property(fc.array(choice, { maxLength: 20 }), (choices) => {
        const rules = choices.reduce(
          (made, [environment, hue]) => withHue(made, environment, hue),
          defaultEnvironmentRules,
        );
        const last = choices.at(-1);
        return environmentRulesSchema.safeParse(rules).success && (!last || rules[last[0]].hue === last[1]);
      }),
    );
    const alike = { ...defaultEnvironmentRules, local: { hue: "rose", guard: "open" } };
    expect(environmentRulesSchema.safeParse(alike).success).toBe(false);
  });

  it("keep production locked", () => {
    const open = { ...defaultEnvironmentRules, production: { hue: "rose", guard: "open" } };
    expect(environmentRulesSchema.safeParse(open).success).toBe(false);
  });
});
