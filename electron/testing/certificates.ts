import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

/** An authority of a test's own, and what it signed. */
export interface Authority {
  /** PEM file of its certificate. */
  readonly certificateFile: string;
  /** Signs a certificate for `commonName`; `alternativeNames` as openssl writes them (`DNS:localhost`). Zero days: expired at once. */
  sign(
    commonName: string,
    alternativeNames: string,
    days?: number,
  ): { readonly certificateFile: string; readonly keyFile: string };
}

/** Whether openssl can be run; tests that need it say that they were skipped. */
export function hasOpenssl(): boolean {
  try {
    execFileSync("openssl", ["version"], { stdio: "ignore" });
    return true;
  } catch {
    return false; // the suite shows as skipped
  }
}

/** Makes an authority whose files stand in `folder`. */
export function makeAuthority(folder: string, name: string): Authority {
  const path = (file: string) => join(folder, `${name}-${file}`);
  const openssl = (...args: string[]) => execFileSync("openssl", args, { stdio: "ignore" });
  const [key, certificateFile] = [path("ca.key"), path("ca.crt")];
  const subject = ["-subj", `/CN=${name}`];
  openssl(
    "req",
    "-x509",
    "-newkey",
    "rsa:2048",
    "-nodes",
    "-days",
    "2",
    ...subject,
    "-keyout",
    key,
    "-out",
    certificateFile,
  );
  return {
    certificateFile,
    sign: (commonName, alternativeNames, days = 2) => {
      const file = (end: string) => path(`${commonName}-${days}.${end}`);
      writeFileSync(file("ext"), `subjectAltName=${alternativeNames}\n`);
      const request = ["-newkey", "rsa:2048", "-nodes", "-subj", `/CN=${commonName}`];
      openssl("req", ...request, "-keyout", file("key"), "-out", file("csr"));
      const signer = ["-CA", certificateFile, "-CAkey", key, "-CAcreateserial", "-extfile", file("ext")];
      openssl("x509", "-req", "-in", file("csr"), "-days", String(days), ...signer, "-out", file("crt"));
      return { certificateFile: file("crt"), keyFile: file("key") };
    },
  };
}
