#!/usr/bin/env bash
# Makes the pictures of the README anew, in docs/pictures, from what the program writes.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

scripts/install_dependencies.sh browser
scripts/fetch_npm_packages.sh browser
cmake --preset release
cmake --build --preset release --target ampsite_program
exec node scripts/make_pictures.mjs build/release/ampsite build/npm/browser/node_modules
