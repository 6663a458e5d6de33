import type { PreparedStatement } from "../../../script/prepare-script.ts";

/** Whether a SET of the setting to something other than none or zero stands before the statement. */
export function isLimited(statements: readonly PreparedStatement[], setting: string, before: number): boolean {
  const last = statements.findLast(
    ({ index, node }) => index < before && "VariableSetStmt" in node && node.VariableSetStmt.name === setting,
  );
  if (!last || !("VariableSetStmt" in last.node)) return false;
  const [value] = last.node.VariableSetStmt.args ?? [];
  if (!value || !("A_Const" in value)) return false;
  const { ival, sval } = value.A_Const;
  return ival ? (ival.ival ?? 0) > 0 : !/^0\D*$/.test(sval?.sval ?? "0");
}
