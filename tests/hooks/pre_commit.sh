#!/usr/bin/env bash
# pre-commit really runs the hook of this repository: a faulty site file stops the commit; a good one, and one that the
# config excludes, does not.
# Usage: pre_commit.sh PROGRAM SOURCE_FOLDER. 77: skipped, since pre-commit is missing; on a continuous
# integration, where CI is set, that is a failure.
set -euo pipefail

program="$1" source_folder="$2"
if ! command -v pre-commit >/dev/null; then
    echo "skipped: pre-commit is not installed (apt-get install pre-commit)"
    [[ -z "${CI:-}" ]] || exit 1
    exit 77
fi

folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
export HOME="$folder" PRE_COMMIT_HOME="$folder/cache" PATH="$folder/bin:$PATH"
mkdir "$folder/bin" "$folder/hooks" "$folder/garage"
ln -s "$(realpath "$program")" "$folder/bin/ampsite"
git config --global user.name Test
git config --global user.email test@example.org
git config --global init.defaultBranch main

cp "$source_folder/.pre-commit-hooks.yaml" "$folder/hooks"
git -C "$folder/hooks" init -q
git -C "$folder/hooks" add .
git -C "$folder/hooks" commit -q -m hooks

cd "$folder/garage"
git init -q
cat >.pre-commit-config.yaml <<CONFIG
repos:
  - repo: $folder/hooks
    rev: $(git -C "$folder/hooks" rev-parse HEAD)
    hooks: [{id: ampsite-validate}]
CONFIG
"$program" init good.site.yaml 2>/dev/null
git add .
if ! pre-commit run >log 2>&1 || ! grep -q 'ampsite validate.*Passed' log; then
    echo "a good site file did not pass:"
    cat log
    exit 1
fi
printf 'ampsite: 1\nsupply: [\n' >bad.site.yaml
git add bad.site.yaml
if pre-commit run >log 2>&1 || ! grep -q 'bad.site.yaml:' log; then
    echo "a faulty site file was not stopped at its place:"
    cat log
    exit 1
fi
git rm -q --cached good.site.yaml
mkdir old
git mv bad.site.yaml old
echo 'exclude: [old]' >.ampsite.yaml
git add .ampsite.yaml
if ! pre-commit run >log 2>&1 || ! grep -q 'ampsite validate.*Passed' log; then
    echo "a commit whose only site file is excluded by the config did not pass:"
    cat log
    exit 1
fi
