#!/usr/bin/env bash
# The C++ code is formatted as .clang-format says; the version is pinned because others format differently.
# Usage: check_format.sh [--fix]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

scripts/install_dependencies.sh checks

mode=(--dry-run --Werror)
if [[ "${1:-}" == --fix ]]; then
    mode=(-i)
fi
find lib apps tests examples \( -name '*.cpp' -o -name '*.h' \) -print0 | xargs -0 clang-format-19 "${mode[@]}"
