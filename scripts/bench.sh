#!/usr/bin/env bash
# Builds and runs the benchmarks; fails where one misses its bar.
# Usage: bench.sh [parse|lint|others|plan|solvers] [options of the program]
#   parse    validate and plan of 10,000 chargers against a bare parse of the same bytes (the default)
#   lint     validate of 1,000 files with two jobs against a bare parse of the same bytes on two threads
#   others   a table of validate, yamllint and ajv-cli on the same 1,000 files, by hyperfine
#   plan     the parts of a plan at 100 to 50,000 chargers, in-process; links where access points are full
#   solvers  the choice of lines against HiGHS, CBC and GLPK at 100 to 10,000 chargers (up to an hour)
# --smoke runs small ones of all but "others" once, without the bars, or of the one that is named.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

which=all
case "${1:-}" in
    parse | lint | others | plan | solvers) which="$1" && shift ;;
esac
[[ "$which" == all && "${1:-}" != --smoke ]] && which=parse

groups=(bench)
[[ "$which" == all || "$which" == solvers ]] && groups+=(solvers)
[[ "$which" == others ]] && groups+=(others)
scripts/install_dependencies.sh "${groups[@]}"
cmake --preset release -DAMPSITE_BENCHMARKS=ON
cmake --build --preset release --target ampsite_program ampsite_bench lint_bench plan_bench connectivity_bench

programs=build/release/tests/bench
sites=build/release/bench-sites

parse() {
    "$programs/ampsite_bench" "$@"
}

lint() {
    "$programs/lint_bench" "$sites" "$@"
}

others() {
    "$programs/lint_bench" "$sites" --write
    tests/bench/against_linters.sh build/release/ampsite "$sites/lint-1000" build/release/bench-linters
}

plan() {
    local sizes=(100 1000 10000 50000) files=() size site
    [[ "${1:-}" == --smoke ]] && sizes=(100)
    for size in "${sizes[@]}"; do
        /usr/bin/python3 tests/oracle/sites.py "$sites" --chargers "$size"
        for site in "$sites/$size"-*.site.json; do files+=("$site"); done
    done
    [[ " $* " == *" --json "* ]] || "$programs/connectivity_bench" "$@"
    "$programs/plan_bench" "$@" "${files[@]}"
}

solvers() {
    /usr/bin/python3 tests/bench/against_solvers.py "$programs/plan_bench" "$@"
}

if [[ "$which" == all ]]; then
    parse "$@"
    lint "$@"
    plan "$@"
    solvers "$@"
else
    "$which" "$@"
fi
