import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import { bits, boolean, explicit, implicit, integer, objectId, octets, sequence, setOf, text, time } from "./der.ts";

/** PEM texts. The key belongs to `certificate`, which `authority` signed. */
export interface MadeCertificates {
  readonly authority: string;
  readonly certificate: string;
  readonly key: string;
}

const ecdsaWithSha256 = sequence(objectId("1.2.840.10045.4.3.2"));
const commonName = "2.5.4.3";
const [subjectKeyId, keyUsage, subjectAltName, basicConstraints, authorityKeyId, extendedKeyUsage] = [
  "2.5.29.14",
  "2.5.29.15",
  "2.5.29.17",
  "2.5.29.19",
  "2.5.29.35",
  "2.5.29.37",
];
const serverAuthentication = "1.3.6.1.5.5.7.3.1";
const validYears = 10;

/**
 * Makes an authority and a certificate for every host of `domain`, for localhost and for 127.0.0.1 (RFC 5280, P-256).
 * The authority's key is thrown away: who trusts it trusts this one certificate and nothing else, ever.
 */
export function makeCertificates(domain: string, now: Date): MadeCertificates {
  const authority = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  const server = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  const issuer = name(`Steward on this computer ${randomBytes(4).toString("hex")}`);
  const shared = { issuer, authority, now };
  return {
    authority: toPem(
      signCertificate({
        ...shared,
        subject: issuer,
        publicKey: authority.publicKey,
        extensions: [
          extension(basicConstraints, true, sequence(boolean(true), integer(Buffer.from([0])))),
          // keyCertSign and cRLSign
          extension(keyUsage, true, bits(Buffer.from([0b0000_0110]), 1)),
        ],
      }),
    ),
    certificate: toPem(
      signCertificate({
        ...shared,
        subject: name(`*.${domain}`),
        publicKey: server.publicKey,
        extensions: [
          extension(basicConstraints, true, sequence()),
          // digitalSignature
          extension(keyUsage, true, bits(Buffer.from([0b1000_0000]), 7)),
          extension(extendedKeyUsage, false, sequence(objectId(serverAuthentication))),
          extension(subjectAltName, false, alternativeNames(domain)),
        ],
      }),
    ),
    key: server.privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  };
}

interface CertificateParts {
  readonly issuer: Buffer;
  readonly subject: Buffer;
  readonly publicKey: KeyObject;
  readonly authority: { readonly publicKey: KeyObject; readonly privateKey: KeyObject };
  readonly extensions: readonly Buffer[];
  readonly now: Date;
}

function signCertificate(parts: CertificateParts): Buffer {
  const [from, until] = [new Date(parts.now), new Date(parts.now)];
  // A day earlier: a clock that was put back must not make it invalid.
  from.setUTCDate(from.getUTCDate() - 1);
  until.setUTCFullYear(until.getUTCFullYear() + validYears);
  const serial = randomBytes(16);
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40;
  const content = sequence(
    explicit(0, integer(Buffer.from([2]))),
    integer(serial),
    ecdsaWithSha256,
    parts.issuer,
    sequence(time(from), time(until)),
    parts.subject,
    parts.publicKey.export({ type: "spki", format: "der" }),
    explicit(
      3,
      sequence(
        ...parts.extensions,
        extension(subjectKeyId, false, octets(keyId(parts.publicKey))),
        extension(authorityKeyId, false, sequence(implicit(0, keyId(parts.authority.publicKey)))),
      ),
    ),
  );
  return sequence(content, ecdsaWithSha256, bits(sign("sha256", content, parts.authority.privateKey)));
}

function alternativeNames(domain: string): Buffer {
  const dnsName = (value: string) => implicit(2, Buffer.from(value, "ascii"));
  return sequence(dnsName(`*.${domain}`), dnsName("localhost"), implicit(7, Buffer.from([127, 0, 0, 1])));
}

function name(value: string): Buffer {
  return sequence(setOf(sequence(objectId(commonName), text(value))));
}

function extension(id: string, isCritical: boolean, value: Buffer): Buffer {
  return sequence(objectId(id), ...(isCritical ? [boolean(true)] : []), octets(value));
}

/** A name for a key (RFC 5280 4.2.1.2): no secret and no proof. */
function keyId(key: KeyObject): Buffer {
  return createHash("sha1")
    .update(key.export({ type: "spki", format: "der" }))
    .digest();
}

function toPem(der: Buffer): string {
  const lines = der.toString("base64").match(/.{1,64}/g) ?? [];
  return ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n");
}
