#!/usr/bin/env bash
# Builds and runs the benchmark: validate and plan of 10,000 chargers against a bare parse of the same bytes.
# Usage: bench.sh [options of the benchmark program]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

cmake -S . -B build/bench -G Ninja -DCMAKE_BUILD_TYPE=Release -DAMPSITE_BENCHMARKS=ON -DAMPSITE_TESTS=OFF
cmake --build build/bench --target ampsite_bench
exec build/bench/tests/bench/ampsite_bench "$@"
