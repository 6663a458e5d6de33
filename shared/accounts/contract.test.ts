import { expect, it } from "vitest";
import { apiKeySchema, apiUrlSchema } from "./contract.ts";
import { formatNeonProjectId, readNeonProjectId } from "./neon-project-id.ts";

it("sends a key to encrypted addresses and to this computer only", () => {
  const good = [
    "https://console.neon.tech/api/v2",
    "http://127.0.0.1:9876/api/v2",
    "http://localhost:80",
    "http://[::1]:9876/",
  ];
  const bad = [
    "http://console.neon.tech/api/v2",
    "http://127.0.0.1.example.com/api/v2",
    "http://127.0.0.1@example.com/",
    "https://user:pw@example.com/",
    "https://example.com/?key=1",
    "ftp://127.0.0.1/",
    "console.neon.tech",
    "",
  ];
  expect(good.filter((url) => !apiUrlSchema.safeParse(url).success)).toEqual([]);
  expect(bad.filter((url) => apiUrlSchema.safeParse(url).success)).toEqual([]);
});

it("takes a pasted key with its blanks off, and none that would be two headers", () => {
  const parsed = [" napi_12345678\n", "napi_1234\r\nHost: x", "short", "napi_ä2345678"].map(
    (key) => apiKeySchema.safeParse(key).data ?? null,
  );
  expect(parsed).toEqual(["napi_12345678", null, null, null]);
});

it("tells a Neon project by its id, and nothing else", () => {
  const id = { accountId: "acc1", neonId: "calm-river-12345678" };
  expect(readNeonProjectId(formatNeonProjectId(id))).toEqual(id);
  expect(["sample", "template:abc", "neon:acc1", "neon::x", "neon:a/b:c", "neon:a:b:c"].map(readNeonProjectId)).toEqual(
    new Array(6).fill(null),
  );
});
