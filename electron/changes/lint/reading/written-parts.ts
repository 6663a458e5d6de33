import { setImmediate } from "node:timers/promises";
import type { ColumnDef, Constraint, Node, RangeVar } from "libpg-query";
import type { PreparedStatement } from "../../script/prepare-script.ts";
import {
  addedColumn,
  addedConstraint,
  columnConstraints,
  relationName,
  type TableCommand,
  tableCommands,
} from "../nodes.ts";

/** A column that the script writes, in CREATE TABLE (then `command` is null) or ADD COLUMN. */
export interface WrittenColumn {
  readonly statement: PreparedStatement;
  readonly relation: RangeVar | undefined;
  readonly table: string;
  readonly column: ColumnDef;
  readonly command: TableCommand | null;
}

/** A constraint that the script writes: beside a column (then `column` is set), or of a table. */
export interface WrittenConstraint {
  readonly statement: PreparedStatement;
  readonly relation: RangeVar | undefined;
  readonly table: string;
  readonly constraint: Constraint;
  readonly column: ColumnDef | null;
  readonly command: TableCommand | null;
}

/** What many rules look at, found once for all of them. */
export interface WrittenParts {
  readonly commands: readonly TableCommand[];
  readonly columns: readonly WrittenColumn[];
  readonly constraints: readonly WrittenConstraint[];
}

/** The parts of some statements. Others get their turn in between. */
export async function findWrittenParts(statements: readonly PreparedStatement[]): Promise<WrittenParts> {
  const commands = tableCommands(statements);
  await setImmediate();
  const columns = [...statements.flatMap(createdColumns), ...commands.flatMap(addedColumns)];
  await setImmediate();
  const constraints = [
    ...statements.flatMap(createdConstraints),
    ...columns.flatMap(({ column, ...place }) =>
      columnConstraints(column).map((constraint) => ({ ...place, column, constraint })),
    ),
    ...commands.flatMap((command) => {
      const constraint = addedConstraint(command);
      const { statement, relation, table } = command;
      return constraint ? [{ statement, relation, table, constraint, column: null, command }] : [];
    }),
  ];
  return { commands, columns, constraints };
}

function elementsOf(node: Node): readonly Node[] {
  return "CreateStmt" in node ? (node.CreateStmt.tableElts ?? []) : [];
}

function placeOf(statement: PreparedStatement) {
  const relation = "CreateStmt" in statement.node ? statement.node.CreateStmt.relation : undefined;
  return { statement, relation, table: relationName(relation), command: null };
}

function createdColumns(statement: PreparedStatement): readonly WrittenColumn[] {
  return elementsOf(statement.node).flatMap((element) =>
    "ColumnDef" in element ? [{ ...placeOf(statement), column: element.ColumnDef }] : [],
  );
}

function createdConstraints(statement: PreparedStatement): readonly WrittenConstraint[] {
  return elementsOf(statement.node).flatMap((element) =>
    "Constraint" in element ? [{ ...placeOf(statement), column: null, constraint: element.Constraint }] : [],
  );
}

function addedColumns(command: TableCommand): readonly WrittenColumn[] {
  const column = addedColumn(command);
  const { statement, relation, table } = command;
  return column ? [{ statement, relation, table, column, command }] : [];
}
