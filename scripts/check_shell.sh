#!/usr/bin/env bash
# Shellcheck has nothing to say about any shell script of the repository.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

scripts/install_dependencies.sh checks

mapfile -t shell_scripts < <(find scripts tests .ci -name '*.sh')
shellcheck .ci/run "${shell_scripts[@]}"
