#!/usr/bin/env bash
# The tests under the address and undefined behaviour sanitizers.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

scripts/install_dependencies.sh checks
cmake --preset asan
cmake --build --preset asan
exec ctest --preset asan --parallel "$(nproc)"
