/** A file that `steward ci init github` writes, by its path in the repository. */
export interface WorkflowFile {
  readonly path: string;
  readonly text: string;
}

/** Folder of the migrations in the repository; checked by `ci init`, because it stands in the files as it is. */
export const migrationsFolderPattern = /^(?!.*\.\.)[A-Za-z0-9_.-]+(\/[A-Za-z0-9_.-]+)*$/;

/** Actions by their whole version: a new one is taken on purpose. */
const checkout = "actions/checkout@v4.2.2";
const setupNode = "actions/setup-node@v4.4.0";

const head = (what: string) => `# Written by \`steward ci init github\`. ${what}
#
# Secrets: STEWARD_DATABASE_URL (postgresql://user@host/database?sslmode=verify-full, no password in it), STEWARD_DATABASE_PASSWORD.
# Variables: STEWARD_REPOSITORY (owner/name of Steward's source) and STEWARD_REF (a tag or a commit of it).
`;

/** Text of pull requests reaches a script as an environment variable only; here there is none but the number. */
const steward = `      - uses: ${checkout}
        with:
          persist-credentials: false
      - uses: ${checkout}
        with:
          repository: \${{ vars.STEWARD_REPOSITORY }}
          ref: \${{ vars.STEWARD_REF }}
          path: .steward
          persist-credentials: false
      - uses: ${setupNode}
        with:
          node-version: "22"
      - name: Build Steward
        working-directory: .steward
        run: |
          npm ci
          npm run build
          mkdir -p "$HOME/.local/bin"
          printf '#!/bin/sh\\nexec node "%s" "$@"\\n' "$PWD/dist/cli/steward.cjs" > "$HOME/.local/bin/steward"
          chmod +x "$HOME/.local/bin/steward"
          echo "$HOME/.local/bin" >> "$GITHUB_PATH"
`;

/** The password is in a file that only the runner's user reads; every command finds it there. */
const connect = (folder: string) => `      - name: Connect
        env:
          DATABASE_URL: \${{ secrets.STEWARD_DATABASE_URL }}
          DATABASE_PASSWORD: \${{ secrets.STEWARD_DATABASE_PASSWORD }}
        run: |
          umask 077
          escaped=$(printf '%s' "$DATABASE_PASSWORD" | sed 's/[\\\\:]/\\\\&/g')
          printf '*:*:*:*:%s\\n' "$escaped" > "$PGPASSFILE"
          steward connections add "$DATABASE_URL" --name ci --environment staging --migrations "$GITHUB_WORKSPACE/${folder}" --template-branches --format json > "$RUNNER_TEMP/connection.json"
          echo "PROJECT=template:$(jq -r '.[0].id' "$RUNNER_TEMP/connection.json")" >> "$GITHUB_ENV"
`;

const environment = `    env:
      STEWARD_HOME: \${{ github.workspace }}/.steward-home
      PGPASSFILE: \${{ github.workspace }}/.pgpass-ci
`;

/** The files for a repository with its migrations in `folder` (see `migrationsFolderPattern`). */
export function githubWorkflows(folder: string): readonly WorkflowFile[] {
  return [
    { path: ".github/workflows/steward-pull-request.yml", text: pullRequest(folder) },
    { path: ".github/workflows/steward-closed.yml", text: closed(folder) },
    { path: ".github/workflows/steward-drift.yml", text: drift(folder) },
  ];
}

function pullRequest(folder: string): string {
  return `${head("A branch for each pull request, and its migrations rehearsed.")}
name: Steward rehearsal
on:
  pull_request:
    types: [opened, reopened, synchronize]
    paths: ["${folder}/**"]
permissions:
  contents: read
  pull-requests: write
concurrency:
  group: steward-\${{ github.event.pull_request.number }}
jobs:
  rehearse:
    # A pull request from a fork gets no secrets, and none are wanted there.
    if: github.event.pull_request.head.repo.full_name == github.repository
    runs-on: ubuntu-24.04
    timeout-minutes: 30
${environment}    steps:
${steward}${connect(folder)}      - name: Branch
        env:
          NUMBER: \${{ github.event.pull_request.number }}
        run: |
          steward branches list --project "$PROJECT" --format json > "$RUNNER_TEMP/branches.json"
          if ! jq -e --arg name "pr-$NUMBER" 'any(.[]; .name == $name)' "$RUNNER_TEMP/branches.json" > /dev/null; then
            steward branches create "pr-$NUMBER" --project "$PROJECT" ||
              steward branches create "pr-$NUMBER" --project "$PROJECT" --copy dump
          fi
      - name: Rehearse what is pending
        id: rehearse
        run: |
          steward migrate status --connection ci --format json > "$RUNNER_TEMP/status.json" || true
          mapfile -t pending < <(jq -r '.[] | select(.state == "pending") | .id' "$RUNNER_TEMP/status.json")
          if [ "\${#pending[@]}" -eq 0 ]; then
            echo "No migration is pending." > "$RUNNER_TEMP/report.txt"
            exit 0
          fi
          set +e
          steward migrate rehearse "\${pending[@]}" --connection ci > "$RUNNER_TEMP/report.txt" 2>&1
          echo "result=$?" >> "$GITHUB_OUTPUT"
      - name: Comment
        env:
          GH_TOKEN: \${{ github.token }}
          NUMBER: \${{ github.event.pull_request.number }}
        run: |
          {
            echo "### Rehearsal by Steward"
            echo
            sed 's/^/    /' "$RUNNER_TEMP/report.txt"
          } > "$RUNNER_TEMP/comment.md"
          gh pr comment "$NUMBER" --repo "$GITHUB_REPOSITORY" --body-file "$RUNNER_TEMP/comment.md" --edit-last ||
            gh pr comment "$NUMBER" --repo "$GITHUB_REPOSITORY" --body-file "$RUNNER_TEMP/comment.md"
      - name: Fail when the rehearsal did
        env:
          RESULT: \${{ steps.rehearse.outputs.result }}
        run: exit "\${RESULT:-0}"
`;
}

/** Its own exit code (1: drift) is the job's: whoever watches the repository is told of a night that was not fine. */
function drift(folder: string): string {
  return `${head("Every night: does the database still have what its migrations made?")}
name: Steward drift check
on:
  schedule:
    - cron: "17 3 * * *"
  workflow_dispatch:
permissions:
  contents: read
concurrency:
  group: steward-drift
jobs:
  drift:
    runs-on: ubuntu-24.04
    timeout-minutes: 30
${environment}    steps:
${steward}${connect(folder)}      - name: Look for drift
        run: |
          set +e
          steward drift --connection ci --folder "$GITHUB_WORKSPACE/${folder}" > "$RUNNER_TEMP/drift.txt" 2>&1
          result=$?
          {
            case "$result" in
              0) echo "### No drift" ;;
              1) echo "### The database is not what its migrations made" ;;
              *) echo "### Drift could not be looked for" ;;
            esac
            echo
            sed 's/^/    /' "$RUNNER_TEMP/drift.txt"
          } >> "$GITHUB_STEP_SUMMARY"
          cat "$RUNNER_TEMP/drift.txt"
          exit "$result"
`;
}

function closed(folder: string): string {
  return `${head("The branch of a pull request goes when that is closed.")}
name: Steward branch of a closed pull request
on:
  pull_request:
    types: [closed]
permissions:
  contents: read
concurrency:
  group: steward-\${{ github.event.pull_request.number }}
jobs:
  delete:
    if: github.event.pull_request.head.repo.full_name == github.repository
    runs-on: ubuntu-24.04
    timeout-minutes: 30
${environment}    steps:
${steward}${connect(folder)}      - name: Delete the branch
        env:
          NUMBER: \${{ github.event.pull_request.number }}
        run: |
          steward branches list --project "$PROJECT" --format json > "$RUNNER_TEMP/branches.json"
          if jq -e --arg name "pr-$NUMBER" 'any(.[]; .name == $name)' "$RUNNER_TEMP/branches.json" > /dev/null; then
            steward branches delete "pr-$NUMBER" --project "$PROJECT" --confirm "pr-$NUMBER" --end-sessions
          fi
`;
}
