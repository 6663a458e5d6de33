import { addCheck } from "./constraints/add-check.ts";
import { addForeignKey } from "./constraints/add-foreign-key.ts";
import { addUnique } from "./constraints/add-unique.ts";
import { setNotNull } from "./constraints/set-not-null.ts";
import { validateSameTransaction } from "./constraints/validate-same-transaction.ts";
import { concurrentlyInTransaction } from "./indexes/concurrently-in-transaction.ts";
import { concurrentlyMixed } from "./indexes/concurrently-mixed.ts";
import { createIndexBlocking } from "./indexes/create-index-blocking.ts";
import { dropIndexBlocking } from "./indexes/drop-index-blocking.ts";
import { indexWithoutName } from "./indexes/index-without-name.ts";
import type { LintRule } from "./rule.ts";
import { irreversible } from "./scripts/irreversible.ts";
import { massChange } from "./scripts/mass-change.ts";
import { transactionControl } from "./scripts/transaction-control.ts";
import { addColumnRequired } from "./tables/add-column-required.ts";
import { addColumnRewrite } from "./tables/add-column-rewrite.ts";
import { changeColumnType } from "./tables/change-column-type.ts";
import { dropColumn } from "./tables/drop-column.ts";
import { dropTable } from "./tables/drop-table.ts";
import { rename } from "./tables/rename.ts";

/** Every rule: one file and one line. */
export const lintRules: readonly LintRule[] = [
  addCheck,
  addColumnRequired,
  addColumnRewrite,
  addForeignKey,
  addUnique,
  changeColumnType,
  concurrentlyInTransaction,
  concurrentlyMixed,
  createIndexBlocking,
  dropColumn,
  dropIndexBlocking,
  dropTable,
  indexWithoutName,
  irreversible,
  massChange,
  rename,
  setNotNull,
  transactionControl,
  validateSameTransaction,
];
