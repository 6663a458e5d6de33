import type { Node } from "libpg-query";

/** `true`, `1 = 1`, `a = a`, `NOT false`, `a IS NULL OR a IS NOT NULL` and what is made of these by AND, OR and NOT. */
export function isAlwaysTrue(node: Node): boolean {
  if ("A_Const" in node) return node.A_Const.boolval?.boolval === true;
  if ("TypeCast" in node && node.TypeCast.arg)
    return /^(?:t|true|on|yes|1)$/i.test(constantOf(node.TypeCast.arg) ?? "");
  if ("BoolExpr" in node) return isTrueExpression(node.BoolExpr.boolop ?? "", node.BoolExpr.args ?? []);
  if ("NullTest" in node)
    return (
      node.NullTest.nulltesttype === "IS_NOT_NULL" &&
      node.NullTest.arg !== undefined &&
      constantOf(node.NullTest.arg) !== null
    );
  if (!("A_Expr" in node)) return false;
  const { name, lexpr, rexpr } = node.A_Expr;
  const [operator] = name ?? [];
  if (!lexpr || !rexpr || !operator || !("String" in operator)) return false;
  return isTrueComparison(operator.String.sval ?? "", lexpr, rexpr);
}

function isTrueExpression(operator: string, args: readonly Node[]): boolean {
  if (operator === "AND_EXPR") return args.every(isAlwaysTrue);
  if (operator === "NOT_EXPR") return args.some(isAlwaysFalse);
  const tests = args.map((arg) =>
    "NullTest" in arg ? `${arg.NullTest.nulltesttype} ${shapeOf(arg.NullTest.arg)}` : "",
  );
  return (
    args.some(isAlwaysTrue) ||
    tests.some((test) => test.startsWith("IS_NULL ") && tests.includes(test.replace("IS_NULL ", "IS_NOT_NULL ")))
  );
}

function isAlwaysFalse(node: Node): boolean {
  if ("A_Const" in node) return node.A_Const.boolval !== undefined && node.A_Const.boolval.boolval !== true;
  if (!("A_Expr" in node) || !node.A_Expr.lexpr || !node.A_Expr.rexpr) return false;
  const [left, right] = [constantOf(node.A_Expr.lexpr), constantOf(node.A_Expr.rexpr)];
  return left !== null && right !== null && left !== right && JSON.stringify(node.A_Expr.name).includes('"="');
}

function isTrueComparison(operator: string, left: Node, right: Node): boolean {
  const isSame = shapeOf(left) === shapeOf(right);
  if (isSame) return ["=", ">=", "<=", "~~", "~~*"].includes(operator) && !hasCall(left);
  // LIKE '%' holds for everything that is not NULL.
  if ((operator === "~~" || operator === "~~*") && /^%+$/.test(constantOf(right) ?? "")) return true;
  const values = [constantOf(left), constantOf(right)];
  const [a, b] = values;
  if (a == null || b == null) return false;
  const [x, y] = [Number(a), Number(b)];
  if (operator === "<>") return a !== b;
  if (operator === "<" || operator === "<=") return x < y;
  return (operator === ">" || operator === ">=") && x > y;
}

function constantOf(node: Node): string | null {
  if ("TypeCast" in node && node.TypeCast.arg) return constantOf(node.TypeCast.arg);
  if (!("A_Const" in node)) return null;
  const { ival, fval, sval, boolval, isnull } = node.A_Const;
  if (isnull) return null;
  if (ival) return String(ival.ival ?? 0);
  return fval?.fval ?? sval?.sval ?? (boolval ? String(boolval.boolval ?? false) : null);
}

/** The tree without places: the same for the same expression. */
export function shapeOf(node: Node | undefined): string {
  return JSON.stringify(node, (key, value: unknown) => (key === "location" ? undefined : value));
}

function hasCall(node: Node): boolean {
  return shapeOf(node).includes('"FuncCall"');
}
