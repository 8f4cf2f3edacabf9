#!/usr/bin/env bash
# The manual page is one that man and groff take without a warning, and tells all that the help tells.
# Usage: man_page.sh PROGRAM. 77: skipped, since man or groff is missing; on a continuous
# integration, where CI is set, that is a failure.
set -euo pipefail

program="$1"
for tool in man groff; do
    if ! command -v "$tool" >/dev/null; then
        echo "skipped: $tool is not installed (apt-get install man-db groff)"
        [[ -z "${CI:-}" ]] || exit 1
        exit 77
    fi
done

folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
"$program" man >"$folder/ampsite.1"
groff -ww -man -Tutf8 "$folder/ampsite.1" >"$folder/groff.txt" 2>"$folder/warnings"
LC_ALL=C.UTF-8 MANROFFOPT='' MANWIDTH=80 man --warnings -E UTF-8 -l "$folder/ampsite.1" \
    >"$folder/page" 2>>"$folder/warnings"
if [[ -s "$folder/warnings" ]]; then
    echo "warnings on the manual page:"
    cat "$folder/warnings"
    exit 1
fi

failed=0
for section in NAME SYNOPSIS DESCRIPTION COMMANDS OPTIONS 'EXIT STATUS' ENVIRONMENT FILES EXAMPLES; do
    grep -qx "$section" "$folder/page" || { echo "no section $section" && failed=1; }
done
commands="$("$program" --help | sed -n 's/^  ampsite \([a-z]*\).*/\1/p')"
for command in $commands; do
    for option in $("$program" "$command" --help | grep -oE -- '^ +(-h,)?--[a-z-]+' | grep -oE -- '--.*'); do
        grep -qE -- "^ +(-h, )?$option( |\$)" "$folder/page" || { echo "$command: no $option" && failed=1; }
    done
    grep -q "^   ampsite $command" "$folder/page" || { echo "no command $command" && failed=1; }
done
exit "$failed"
