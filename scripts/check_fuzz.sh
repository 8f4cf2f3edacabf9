#!/usr/bin/env bash
# Builds the fuzzers and runs them all, on two cores; fails where one breaks a claim, and prints the input that did it.
# Usage: check_fuzz.sh [SECONDS]
#   SECONDS  how long together, on each of the two cores; default 120
# What is found stays in build/asan/found/; the corpus in build/asan/corpus/ grows from run to run.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

seconds="${1:-120}"
[[ "$seconds" =~ ^[1-9][0-9]*$ ]] || {
    echo "usage: $0 [SECONDS]" >&2
    exit 2
}

scripts/install_dependencies.sh checks
cmake --preset asan
cmake --build --preset asan

folder=build/asan
mkdir -p "$folder/found"
/usr/bin/python3 tests/fuzz/make_inputs.py "$PWD" "$folder/ampsite" "$folder"

# Runs a fuzzer for some seconds with inputs of at most so many bytes.
fuzz() {
    local name="$1" seconds="$2" most_bytes="$3"
    "$folder/tests/fuzz/fuzz_$name" -dict="$folder/words.dict" -max_len="$most_bytes" -timeout=30 -rss_limit_mb=2048 \
        -max_total_time="$seconds" -print_final_stats=1 -artifact_prefix="$folder/found/$name-" \
        "$folder/corpus/$name" >"$folder/$name.log" 2>&1
}

# Half the time each, with the other core to themselves: they are the faster ones.
fuzz_readers() {
    local half=$(((seconds + 1) / 2)) result=0
    fuzz read "$half" 8000 || result=1
    fuzz documents "$half" 16000 || result=1
    return "$result"
}

fuzz_readers &
readers=$!
failed=0
fuzz whole "$seconds" 8000 || failed=1
wait "$readers" || failed=1

for name in read documents whole; do
    log="$folder/$name.log"
    printf '%-10s %10s executions\n' "$name" "$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")"
    artifact="$(sed -n 's/^.*Test unit written to //p' "$log" | tail -n 1)"
    [[ -n "$artifact" ]] || continue
    printf '\n%s: %s\n' "$name" "$artifact"
    grep -A 4 -m 1 -E '^claim broken|^==[0-9]+== ?ERROR|runtime error' "$log" || tail -n 20 "$log"
    printf -- '--- the input:\n'
    cat -v "$artifact"
    printf -- '\n--- run it again with: %s/tests/fuzz/fuzz_%s %s\n' "$folder" "$name" "$artifact"
done
if ((failed != 0)); then
    echo "The fuzzers found something; their logs: $folder/*.log" >&2
    exit 1
fi
