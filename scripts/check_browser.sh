#!/usr/bin/env bash
# The reports in HTML as a browser shows and prints them, and whether the pictures of the README show what the program
# writes; where there is no browser, that is said, and is an error on a continuous integration only.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

skip() {
    echo "skipped: $1"
    [[ -z "${CI:-}" ]]
    exit
}

if [[ -n "${CI:-}" ]]; then
    scripts/install_dependencies.sh browser
fi
for tool in chromium pdftotext node; do
    command -v "$tool" >/dev/null || skip "$tool is missing"
done
scripts/fetch_npm_packages.sh browser || skip "the packages of npm are missing"

scripts/install_dependencies.sh
cmake --preset release
cmake --build --preset release --target ampsite_program
node scripts/make_pictures.mjs --check build/release/ampsite build/npm/browser/node_modules
exec node tests/browser/reports.mjs build/release/ampsite build/npm/browser/node_modules
