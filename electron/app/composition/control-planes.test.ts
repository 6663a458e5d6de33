import { expect, test } from "vitest";
import { AppError } from "../../../shared/ipc/app-error.ts";
import type { ControlPlane } from "../../control-planes/control-plane.ts";
import { createControlPlanes } from "./control-planes.ts";

/** Only told apart here, never asked anything. */
function planeOf(name: string): ControlPlane {
  return { name } as unknown as ControlPlane; // as: the registry never looks inside
}

test("a project belongs to the plane that its id names; an id that nobody knows is said to be unknown", async () => {
  const embedded = planeOf("embedded");
  const account = planeOf("account");
  const planes = createControlPlanes(embedded, [
    { planes: async () => [account], find: (id) => (id.startsWith("neon:a:") ? account : null) },
  ]);
  expect([planes.of("sample"), planes.of("neon:a:calm-fox-12345678")]).toEqual([embedded, account]);
  expect(await planes.list()).toEqual([embedded, account]);
  expect(() => planes.of("neon:b:calm-fox-12345678")).toThrow(AppError);
});
