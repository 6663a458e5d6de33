#!/usr/bin/env bash
# The main job by command line, as a script of a user would do it. Prints a line for each step; any surprise ends it.
set -euo pipefail
cd "$(dirname "$0")/.."

STEWARD_HOME=$(mktemp -d)
export STEWARD_HOME
errors=$(mktemp)
connection=(--connection sample-contextground)
migration=0001_error_feed_index
steward() { node dist/cli/steward.cjs "$@"; }
# Reads JSON on standard input; prints what an expression over `value` gives.
pick() { node -e 'let text = ""; process.stdin.on("data", (part) => (text += part)).on("end", () => { const value = JSON.parse(text); process.stdout.write(`${new Function("value", `return ${process.argv[1]}`)(value)}\n`); })' "$1"; }
# Runs a command that must end with the given exit code, and shows its error when it does not.
expect() {
  local wanted=$1 code=0
  shift
  "$@" 2>"$errors" || code=$?
  if [ "$code" != "$wanted" ]; then
    echo "FAILED: $* ended with $code instead of $wanted" >&2
    cat "$errors" >&2
    exit 1
  fi
}
same() {
  if [ "$2" != "$3" ]; then
    echo "FAILED: $1 is '$2', not '$3'" >&2
    exit 1
  fi
  echo "ok: $1 is $2"
}
state() { expect 0 steward migrate status "${connection[@]}" --format json | pick "(value.migrations ?? value).find((one) => one.id === '$migration').state"; }

node dist/cli/steward.cjs serve >"$errors" 2>&1 &
server=$!
end() {
  kill -TERM "$server" 2>/dev/null || true
  wait "$server" 2>/dev/null || true
  rm -rf "$STEWARD_HOME" "$errors"
}
trap end EXIT

for _ in $(seq 800); do
  if grep -qs contextground "$STEWARD_HOME/workspace/sample.json"; then break; fi
  sleep 0.5
done
if ! grep -qs contextground "$STEWARD_HOME/workspace/sample.json"; then
  echo "FAILED: the sample workspace is not there after 400 seconds" >&2
  exit 1
fi
echo "ok: the sample workspace is there"

expect 0 steward doctor --format json >/dev/null
same "branches" "$(expect 0 steward branches list --format json | pick 'value.map((branch) => branch.name).join()')" main
# Ends with 1 when it has findings, which it has as long as the index is missing.
plan() { expect "$1" steward plan run "${connection[@]}" --query samples/contextground/queries/10_error_feed.sql --analyze --format json; }
before=$(plan 1)
same "scan before" "$(pick 'value.plans[0].nodes.find((node) => node.relation === "run_events").nodeType' <<<"$before")" "Seq Scan"
same "finding" "$(pick 'value.plans[0].findings.some((finding) => /index/.test(finding.code))' <<<"$before")" true
same "state" "$(state)" pending

expect 0 steward migrate rehearse "$migration" "${connection[@]}" --as mara --format json | pick '[value.reversible, value.statements.length].join()' | { read -r answer; same "reversible, statements" "$answer" "true,3"; }
same "branches after" "$(expect 0 steward branches list --format json | pick 'value.map((branch) => branch.name).join()')" main
request=$(expect 0 steward migrate submit "$migration" "${connection[@]}" --as mara --title "Error feed index" --format json)
id=$(pick value.id <<<"$request")
hash=$(pick value.hash <<<"$request")
expect 1 steward migrate apply "$id" "${connection[@]}" --as mara
echo "ok: nothing is applied without an approval"
expect 1 steward migrate approve "$id" "${connection[@]}" --as mara --hash "$hash"
echo "ok: the author cannot approve"
expect 1 steward migrate approve "$id" "${connection[@]}" --as deniz --hash "${hash//[0-9]/0}"
echo "ok: another hash cannot be approved"
expect 0 steward migrate approve "$id" "${connection[@]}" --as deniz --hash "$hash" >/dev/null
expect 0 steward migrate apply "$id" "${connection[@]}" --as deniz >/dev/null
same "state" "$(state)" applied
# What is left to find is the sample's own business: dead rows that VACUUM has reached or not.
after=$(steward plan run "${connection[@]}" --query samples/contextground/queries/10_error_feed.sql --analyze --format json) || [ $? -eq 1 ]
same "finding after" "$(pick 'value.plans[0].findings.some((finding) => /index/.test(finding.code))' <<<"$after")" false
same "scan after" "$(pick 'value.plans[0].nodes.find((node) => node.relation === "run_events").nodeType.includes("Index")' <<<"$after")" true
same "faster" "$(node -e 'const [before, after] = process.argv.slice(1).map((text) => JSON.parse(text).plans[0].executionMs); process.stdout.write(String(after < before / 2))' "$before" "$after")" true
expect 0 steward migrate rollback "$id" "${connection[@]}" --as deniz >/dev/null
same "state" "$(state)" pending
expect 0 steward migrate history "${connection[@]}" --format json | pick '["submitted", "approved", "applyStarted", "rollbackStarted"].every((kind) => value.some((event) => event.kind === kind))' | { read -r answer; same "history is complete" "$answer" true; }
expect 0 steward ledger verify "${connection[@]}" --format json | pick value.isIntact | { read -r answer; same "ledger is intact" "$answer" true; }
expect 2 steward nonsense >/dev/null
end
trap - EXIT
if pgrep -f "$STEWARD_HOME" >/dev/null; then
  echo "FAILED: something of Steward still runs" >&2
  exit 1
fi
echo "ok: nothing is left running"
