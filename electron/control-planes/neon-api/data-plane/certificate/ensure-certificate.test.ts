import { execFileSync } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hasOpenssl } from "../../../../testing/certificates.ts";
import { ensureCertificate } from "./ensure-certificate.ts";
import { makeCertificates } from "./make-certificates.ts";

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "steward-certificate-"));
});
afterAll(() => rm(root, { recursive: true }));
const now = new Date("2026-03-04T05:06:07Z");

describe("the certificate of a data folder", () => {
  it("is made once and kept, readable for the server alone, without the authority's key", async () => {
    const folder = join(root, "kept");
    const first = await ensureCertificate(folder, {}, "local.test", now);
    expect(await ensureCertificate(folder, {}, "local.test", now)).toEqual(first);
    const files = await readdir(folder);
    const kept = await Promise.all(files.map((file) => readFile(join(folder, file), "utf8")));
    expect([files.sort(), (await readdir(root)).filter((name) => name.endsWith(".new"))]).toEqual([
      ["authority.crt", "server.crt", "server.key"],
      [],
    ]);
    expect(kept.filter((text) => text.includes("PRIVATE KEY"))).toEqual([first.key]);
    if (process.platform !== "win32")
      expect(((await stat(join(folder, "server.key"))).mode | (await stat(folder)).mode) & 0o077).toBe(0);
  });

  it("is made anew when it is damaged, ends soon or is for another domain", async () => {
    const folder = join(root, "renewed");
    const serial = async (domain: string, moment: Date) =>
      new X509Certificate((await ensureCertificate(folder, {}, domain, moment)).certificate).serialNumber;
    const later = new Date("2035-12-20T00:00:00Z");
    const serials = [await serial("a.test", now), await serial("b.test", now), await serial("b.test", later)];
    await writeFile(join(folder, "server.crt"), "half a certif");
    serials.push(await serial("b.test", later));
    await rm(join(folder, "server.key"));
    serials.push(await serial("b.test", later), await serial("b.test", later));
    expect([new Set(serials).size, serials.at(-1)]).toEqual([5, serials.at(-2)]);
  });
});

describe("a made certificate", () => {
  it("is for all hosts of the domain and this computer, signed by an authority that signs nothing else", () => {
    const made = makeCertificates("local.test", now);
    const [server, authority] = [new X509Certificate(made.certificate), new X509Certificate(made.authority)];
    const hosts = ["ep-a.local.test", "localhost", "local.test", "a.b.local.test", "ep.other.test"];
    expect({
      hosts: hosts.filter((host) => server.checkHost(host) !== undefined),
      address: server.checkIP("127.0.0.1"),
      isSigned: server.verify(authority.publicKey) && server.checkIssued(authority),
      isOwn: authority.verify(authority.publicKey),
      isAuthority: [server.ca, authority.ca],
      valid: [server.validFrom, server.validTo, authority.validTo],
    }).toEqual({
      hosts: ["ep-a.local.test", "localhost"],
      address: "127.0.0.1",
      isSigned: true,
      isOwn: true,
      isAuthority: [false, true],
      valid: ["Mar  3 05:06:07 2026 GMT", "Mar  4 05:06:07 2036 GMT", "Mar  4 05:06:07 2036 GMT"],
    });
  });

  it("writes years from 2050 on in four digits", () => {
    const { certificate } = makeCertificates("local.test", new Date("2045-01-01T00:00:00Z"));
    expect(new X509Certificate(certificate).validTo).toBe("Jan  1 00:00:00 2055 GMT");
  });

  it.skipIf(!hasOpenssl())("satisfies openssl at its strictest", async () => {
    const made = makeCertificates("local.test", new Date());
    const [authorityFile, file] = [join(root, "authority.pem"), join(root, "server.pem")];
    await writeFile(authorityFile, made.authority);
    await writeFile(file, made.certificate);
    const strict = ["-x509_strict", "-purpose", "sslserver", "-verify_hostname", "ep-a.local.test"];
    const said = execFileSync("openssl", ["verify", "-CAfile", authorityFile, ...strict, file], { encoding: "utf8" });
    expect(said).toBe(`${file}: OK\n`);
  });
});
