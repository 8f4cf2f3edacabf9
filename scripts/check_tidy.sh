#!/usr/bin/env bash
# clang-tidy with the checks of .clang-tidy over the library and the program.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

scripts/install_dependencies.sh checks

cmake -S . -B build/tidy -G Ninja -DCMAKE_CXX_COMPILER=clang++-19 -DCMAKE_BUILD_TYPE=Release -DAMPSITE_TESTS=OFF
run-clang-tidy-19 -quiet -j "$(nproc)" -p build/tidy "^$PWD/(lib|apps)/"
