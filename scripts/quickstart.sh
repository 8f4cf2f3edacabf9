#!/usr/bin/env bash
# From a fresh checkout to a first plan: installs what is missing, builds all that is installed, validates and plans an
# example.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

scripts/install_dependencies.sh
cmake --preset release
cmake --build --preset release --target ampsite_program ampsite_written

run() {
    printf '\n$ %s\n' "$*"
    "$@"
}
run build/release/ampsite validate examples/manual-figure.site.yaml
run build/release/ampsite plan --format text examples/manual-figure.site.yaml

cat <<'END'

The program is build/release/ampsite. What to do next:
  copy examples/manual-figure.site.yaml, write your own installation into it, and check it:
    build/release/ampsite validate my.site.yaml
  write its plan to a file:
    build/release/ampsite plan my.site.yaml --output my.plan.json
  install it:
    cmake --install build/release --prefix /usr/local
  run the tests:
    scripts/test.sh
END
