import { describe, expect, it } from "vitest";
import { lookUpSshHost, parseProxyJump } from "./look-up-ssh-host.ts";

const config = `
# everything
User = fallback-is-too-late
Host bastion !bastion.evil "quoted host"
  HostName bastion.example.com
  Port 2222
  IdentityFile "~/.ssh/id_bastion"
Match exec "touch /tmp/owned"
  User owned
Host db-* *.internal
  ProxyJump bastion
  HostName %h.example.com
Host db-direct
  ProxyJump none
Match all
  IdentityAgent none
  User last
`;

describe("lookUpSshHost", () => {
  it("takes the first value of each keyword from the blocks that fit", () => {
    expect(["bastion", "db-1", "db-direct", "other", "quoted"].map((alias) => lookUpSshHost(config, alias))).toEqual([
      { user: "fallback-is-too-late", hostName: "bastion.example.com", port: 2222, identityFile: "~/.ssh/id_bastion" },
      { user: "fallback-is-too-late", hostName: "db-1.example.com", proxyJump: "bastion" },
      { user: "fallback-is-too-late", hostName: "db-direct.example.com", proxyJump: "bastion" },
      { user: "fallback-is-too-late" },
      { user: "fallback-is-too-late" },
    ]);
    expect(lookUpSshHost("Host a\nProxyJump none\nHost *\nProxyJump b", "a")).toEqual({});
  });
});

describe("parseProxyJump", () => {
  it("reads stops in order, and refuses what is none", () => {
    expect(parseProxyJump("ada@one:2222, two,[2001:db8::1]:22")).toEqual([
      { user: "ada", host: "one", port: 2222 },
      { host: "two" },
      { host: "2001:db8::1", port: 22 },
    ]);
    expect([parseProxyJump("a b"), parseProxyJump("one,,two"), parseProxyJump("a:x")]).toEqual([null, null, null]);
  });
});
