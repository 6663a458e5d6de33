import { describe, expect, it } from "vitest";
import { emptyTunnel, toTunnel, tunnelFormOf, tunnelProblem } from "./tunnel-form.ts";

describe("the form of a tunnel", () => {
  it("leaves out what is left to ~/.ssh/config, and gives back what was saved", () => {
    const alias = { ...emptyTunnel, host: " bastion " };
    expect([tunnelProblem(alias), toTunnel(alias)]).toEqual([null, { host: "bastion", method: "agent" }]);
    const whole = { host: "b", port: 2222, user: "u", method: "key", keyFile: "~/.ssh/id", jump: "one,two" } as const;
    const form = tunnelFormOf(whole);
    expect([form && toTunnel(form), form?.secret, tunnelFormOf(undefined)]).toEqual([whole, "", null]);
  });

  it("says what is wrong", () => {
    expect(tunnelProblem(emptyTunnel)).toBe("Name the SSH server, or an alias of ~/.ssh/config.");
    expect(tunnelProblem({ ...emptyTunnel, host: "b", port: "0" })).toBe("The SSH port is a number from 1 to 65535.");
    expect(tunnelProblem({ ...emptyTunnel, host: "b", method: "key", keyFile: "id" })).toBe(
      "Write the whole path of the key.",
    );
  });
});
