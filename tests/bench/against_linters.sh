#!/usr/bin/env bash
# A Markdown table of what checking the same site files takes: ampsite validate, yamllint, and ajv-cli with the schema.
# Usage: against_linters.sh PROGRAM SITES FOLDER      FOLDER takes ajv-cli and hyperfine's results; RUNS=1 for a first look
set -euo pipefail
program="$(realpath "$1")"
sites="$(realpath "$2")"
mkdir -p "$3"
folder="$(realpath "$3")"
repository="$(realpath "$(dirname "${BASH_SOURCE[0]}")/../..")"

ajv_version=5.0.0
if [[ ! -x "$folder/node_modules/.bin/ajv" ]]; then
    npm install --prefix "$folder" --no-save --no-audit --no-fund --silent "ajv-cli@$ajv_version"
fi
ajv="$folder/node_modules/.bin/ajv"
files="$(find "$sites" -name '*.site.yaml' | wc -l)"

# Only what yamllint calls errors: site files write brackets and long lines as they like.
relaxed='{extends: relaxed, rules: {line-length: disable, braces: disable, brackets: disable, indentation: disable}}'
hyperfine --runs "${RUNS:-3}" --export-json "$folder/times.json" \
    --command-name "ampsite validate" "$program validate --no-config --quiet $sites" \
    --command-name "ampsite validate --jobs 1" "$program validate --no-config --quiet --jobs 1 $sites" \
    --command-name "yamllint" "yamllint --config-data '$relaxed' $sites" \
    --command-name "ajv-cli" \
    "$ajv validate --spec=draft2020 --strict=false -s $repository/schemas/site.schema.json -d '$sites/*.site.yaml'" >&2

/usr/bin/python3 - "$folder/times.json" "$files" "$(yamllint --version)" "ajv-cli $ajv_version" <<'TABLE'
import json
import sys

results = json.load(open(sys.argv[1], encoding="utf-8"))["results"]
names = {
    "ampsite validate": "`ampsite validate`: all rules, on all cores",
    "ampsite validate --jobs 1": "`ampsite validate --jobs 1`: all rules, on one core",
    "yamllint": f"{sys.argv[3]}: syntax and style",
    "ajv-cli": f"{sys.argv[4]}: keys and types, by `site.schema.json`",
}
first = results[0]["mean"]
print(f"| {int(sys.argv[2]):,} site files of 50 chargers | time | | processor time |")
print("|---|---:|---:|---:|")
for result in results:
    name = names[result["command"]]
    print(f"| {name} | {result['mean']:.2f} s | {result['mean'] / first:.1f} × | {result['user'] + result['system']:.2f} s |")
TABLE
