import type { LintRule } from "./rule.ts";
import { addColumnIdentity } from "./rules/columns/add-column-identity.ts";
import { addColumnInlineConstraint } from "./rules/columns/add-column-inline-constraint.ts";
import { addColumnRequired } from "./rules/columns/add-column-required.ts";
import { addColumnSerial } from "./rules/columns/add-column-serial.ts";
import { addColumnStoredGenerated } from "./rules/columns/add-column-stored-generated.ts";
import { addColumnVolatileDefault } from "./rules/columns/add-column-volatile-default.ts";
import { changeColumnType } from "./rules/columns/change-column-type.ts";
import { changeTypeCheckedColumn } from "./rules/columns/change-type-checked-column.ts";
import { dropColumn } from "./rules/columns/drop-column.ts";
import { dropNotNull } from "./rules/columns/drop-not-null.ts";
import { renameColumn } from "./rules/columns/rename-column.ts";
import { setDefault } from "./rules/columns/set-default.ts";
import { setNotNull } from "./rules/columns/set-not-null.ts";
import { addCheckValid } from "./rules/constraints/add-check-valid.ts";
import { addExclusion } from "./rules/constraints/add-exclusion.ts";
import { addFkValid } from "./rules/constraints/add-fk-valid.ts";
import { addPrimaryKey } from "./rules/constraints/add-primary-key.ts";
import { addUnique } from "./rules/constraints/add-unique.ts";
import { createTableWithFk } from "./rules/constraints/create-table-with-fk.ts";
import { dropConstraintFk } from "./rules/constraints/drop-constraint-fk.ts";
import { fkMissingIndex } from "./rules/constraints/fk-missing-index.ts";
import { fkOnDeleteCascade } from "./rules/constraints/fk-on-delete-cascade.ts";
import { pkUsingIndexNullable } from "./rules/constraints/pk-using-index-nullable.ts";
import { validateSameTransaction } from "./rules/constraints/validate-same-transaction.ts";
import { cicCorruption } from "./rules/indexes/cic-corruption.ts";
import { cicOnPartitioned } from "./rules/indexes/cic-on-partitioned.ts";
import { cicWaitsOldXact } from "./rules/indexes/cic-waits-old-xact.ts";
import { concurrentlyInTransaction } from "./rules/indexes/concurrently-in-transaction.ts";
import { concurrentlyMixed } from "./rules/indexes/concurrently-mixed.ts";
import { createIndexBlocking } from "./rules/indexes/create-index-blocking.ts";
import { createUniqueIndexDups } from "./rules/indexes/create-unique-index-dups.ts";
import { dropIndexBlocking } from "./rules/indexes/drop-index-blocking.ts";
import { indexShape } from "./rules/indexes/index-shape.ts";
import { invalidIndexLeft } from "./rules/indexes/invalid-index-left.ts";
import { reindexBlocking } from "./rules/indexes/reindex-blocking.ts";
import { idleTimeoutMissing } from "./rules/scripts/idle-timeout-missing.ts";
import { irreversible } from "./rules/scripts/irreversible.ts";
import { lockTimeoutMissing } from "./rules/scripts/lock-timeout-missing.ts";
import { mergeAlterTable } from "./rules/scripts/merge-alter-table.ts";
import { newerSyntax } from "./rules/scripts/newer-syntax.ts";
import { opaqueDynamicSql } from "./rules/scripts/opaque-dynamic-sql.ts";
import { robustStmts } from "./rules/scripts/robust-stmts.ts";
import { statementAfterExclusive } from "./rules/scripts/statement-after-exclusive.ts";
import { statementTimeoutMissing } from "./rules/scripts/statement-timeout-missing.ts";
import { transactionControl } from "./rules/scripts/transaction-control.ts";
import { uncommittedTransaction } from "./rules/scripts/uncommitted-transaction.ts";
import { weakLockDdl } from "./rules/scripts/weak-lock-ddl.ts";
import { wideLockWindow } from "./rules/scripts/wide-lock-window.ts";
import { backfill } from "./rules/statements/backfill.ts";
import { dmlWithoutWhere } from "./rules/statements/dml-without-where.ts";
import { duplicateColumnAssignment } from "./rules/statements/duplicate-column-assignment.ts";
import { identifierTooLong } from "./rules/statements/identifier-too-long.ts";
import { insertWithoutColumns } from "./rules/statements/insert-without-columns.ts";
import { overBroadGrant } from "./rules/statements/over-broad-grant.ts";
import { ownership } from "./rules/statements/ownership.ts";
import { permissivePolicy } from "./rules/statements/permissive-policy.ts";
import { requireTableSchema } from "./rules/statements/require-table-schema.ts";
import { attachPartition } from "./rules/tables/attach-partition.ts";
import { cascade } from "./rules/tables/cascade.ts";
import { createPartitionOf } from "./rules/tables/create-partition-of.ts";
import { createTablePolicy } from "./rules/tables/create-table-policy.ts";
import { detachPartition } from "./rules/tables/detach-partition.ts";
import { dropSchema } from "./rules/tables/drop-schema.ts";
import { dropTable } from "./rules/tables/drop-table.ts";
import { dropView } from "./rules/tables/drop-view.ts";
import { refreshMatview } from "./rules/tables/refresh-matview.ts";
import { renameTable } from "./rules/tables/rename-table.ts";
import { rlsDdl } from "./rules/tables/rls-ddl.ts";
import { tableRewriteOps } from "./rules/tables/table-rewrite-ops.ts";
import { triggerDdl } from "./rules/tables/trigger-ddl.ts";
import { truncate } from "./rules/tables/truncate.ts";
import { addJsonColumn } from "./rules/types/add-json-column.ts";
import { banChar } from "./rules/types/ban-char.ts";
import { columnPolicy } from "./rules/types/column-policy.ts";
import { createDomainConstraint } from "./rules/types/create-domain-constraint.ts";
import { createEnum } from "./rules/types/create-enum.ts";
import { domainAddConstraint } from "./rules/types/domain-add-constraint.ts";
import { enumAddValue } from "./rules/types/enum-add-value.ts";
import { enumRenameValue } from "./rules/types/enum-rename-value.ts";
import { preferBigint } from "./rules/types/prefer-bigint.ts";
import { preferIdentity } from "./rules/types/prefer-identity.ts";
import { preferText } from "./rules/types/prefer-text.ts";
import { preferTimestamptz } from "./rules/types/prefer-timestamptz.ts";

/** Every rule: one file and one line. */
export const lintRules: readonly LintRule[] = [
  addColumnIdentity,
  addColumnInlineConstraint,
  addColumnRequired,
  addColumnSerial,
  addColumnStoredGenerated,
  addColumnVolatileDefault,
  changeColumnType,
  changeTypeCheckedColumn,
  dropColumn,
  dropNotNull,
  renameColumn,
  setDefault,
  setNotNull,
  addCheckValid,
  addExclusion,
  addFkValid,
  addPrimaryKey,
  addUnique,
  createTableWithFk,
  dropConstraintFk,
  fkMissingIndex,
  fkOnDeleteCascade,
  pkUsingIndexNullable,
  validateSameTransaction,
  cicCorruption,
  cicOnPartitioned,
  cicWaitsOldXact,
  concurrentlyInTransaction,
  concurrentlyMixed,
  createIndexBlocking,
  createUniqueIndexDups,
  dropIndexBlocking,
  indexShape,
  invalidIndexLeft,
  reindexBlocking,
  idleTimeoutMissing,
  irreversible,
  lockTimeoutMissing,
  mergeAlterTable,
  newerSyntax,
  opaqueDynamicSql,
  robustStmts,
  statementAfterExclusive,
  statementTimeoutMissing,
  transactionControl,
  uncommittedTransaction,
  weakLockDdl,
  wideLockWindow,
  backfill,
  dmlWithoutWhere,
  duplicateColumnAssignment,
  identifierTooLong,
  insertWithoutColumns,
  overBroadGrant,
  ownership,
  permissivePolicy,
  requireTableSchema,
  attachPartition,
  cascade,
  createPartitionOf,
  createTablePolicy,
  detachPartition,
  dropSchema,
  dropTable,
  dropView,
  refreshMatview,
  renameTable,
  rlsDdl,
  tableRewriteOps,
  triggerDdl,
  truncate,
  addJsonColumn,
  banChar,
  columnPolicy,
  createDomainConstraint,
  createEnum,
  domainAddConstraint,
  enumAddValue,
  enumRenameValue,
  preferBigint,
  preferIdentity,
  preferText,
  preferTimestamptz,
];
