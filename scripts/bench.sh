#!/usr/bin/env bash
# Builds and runs the benchmark: validate and plan of 10,000 chargers against a bare parse of the same bytes.
# Usage: bench.sh [options of the benchmark program]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

scripts/install_dependencies.sh bench
cmake --preset release -DAMPSITE_BENCHMARKS=ON
cmake --build --preset release --target ampsite_bench
exec build/release/tests/bench/ampsite_bench "$@"
