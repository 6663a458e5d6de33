import { expect, it } from "vitest";
import { statementExample } from "./changes-examples.ts";
import { transactionLabels } from "./transactions.ts";

it("numbers transactions, which end at a statement that runs alone and at the end of a migration", () => {
  const alone = statementExample({ isTransactional: false });
  const next = statementExample({ migrationId: "0002_second" });
  expect(
    transactionLabels([alone, statementExample({}), statementExample({}), alone, statementExample({}), next]),
  ).toEqual([
    "alone, outside a transaction",
    "transaction 1",
    "transaction 1",
    "alone, outside a transaction",
    "transaction 2",
    "transaction 3",
  ]);
});
