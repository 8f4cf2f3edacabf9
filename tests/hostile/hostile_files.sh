#!/usr/bin/env bash
# The program among files that cannot be read, places that cannot be written to, and signals: a clear message, the
# documented exit code, and never a file half written.
# Usage: hostile_files.sh PROGRAM REPOSITORY
# shellcheck disable=SC2016 # $0 and $1 are for the bash that is called
set -uo pipefail

program="$(realpath "$1")"
repository="$(realpath "$2")"
folder="$(mktemp -d)"
chmod 755 "$folder"
mounted=""
cleanup() {
    [[ "$BASHPID" == "$$" ]] || return 0
    [[ -n "$mounted" ]] && umount "$mounted"
    chmod -R u+rwx "$folder"
    rm -rf "$folder"
}
trap cleanup EXIT
cd "$folder" || exit 1
ulimit -c 0
# Where everybody can reach it, wherever it was built.
mkdir -m 755 .bin
install -m 755 "$program" .bin/ampsite
program="$folder/.bin/ampsite"

failures=0
what=""
skipped=()

fail() {
    echo "FAILED: $what: $1"
    [[ -s "$folder/.err" ]] && sed 's/^/    stderr: /' "$folder/.err" | head -n 5
    failures=$((failures + 1))
}

# Runs the program (or another command) and looks at its exit code and what it says on stderr.
# A hang is a failure like any other: 124.
expect() {
    local code="$1" pattern="$2" got=0
    shift 2
    timeout 60 "$@" >"$folder/.out" 2>"$folder/.err" </dev/null || got=$?
    ((got == code)) || fail "exit code $got, not $code, of: ${*/#$program/ampsite}"
    [[ -z "$pattern" ]] || grep -qE -- "$pattern" "$folder/.err" || fail "stderr has nothing of '$pattern', of: ${*/#$program/ampsite}"
}

# As somebody whom permissions hold back.
if ((EUID == 0)); then
    as_nobody=(setpriv --reuid=65534 --regid=65534 --clear-groups)
    "${as_nobody[@]}" test -x "$program" || as_nobody=()
else
    as_nobody=(env)
fi

no_leftovers() {
    local found
    found="$(find "$folder" -name '*.tmp')"
    [[ -z "$found" ]] || fail "left behind: $found"
}

is_json() {
    /usr/bin/python3 -c 'import json, sys; json.load(open(sys.argv[1], encoding="utf-8"))' "$1" 2>/dev/null
}

cp "$repository/examples/small-house.site.yaml" good.site.yaml
cp "$repository/tests/golden/AMP201/bad.site.yaml" bad.site.yaml
"$program" plan good.site.yaml --output json=good.plan.json >/dev/null 2>&1

# Large enough that its reports do not fit a pipe or a small disk.
{
    printf 'ampsite: 1\nsite: {name: Large}\ngrid: {system: TN-S, voltage_v: 400}\nsupply:\n  id: main\n  fuse_a: 63\n  chargers:\n'
    for ((i = 0; i < 1000; ++i)); do printf '    - {id: A%d, fuse_a: 80}\n' "$i"; done
} >large.site.yaml

what="a file that may not be read"
mkdir locked searched
cp good.site.yaml locked/a.site.yaml
cp good.site.yaml locked/b.site.yaml
chmod 000 locked/a.site.yaml
cp good.plan.json locked.plan.json
chmod 000 locked.plan.json
if ((${#as_nobody[@]} > 0)); then
    expect 2 'a\.site\.yaml: permission denied' "${as_nobody[@]}" "$program" validate locked/a.site.yaml
    expect 2 'a\.site\.yaml: permission denied' "${as_nobody[@]}" "$program" validate locked
    grep -q 'in 1 file' .out || fail "the other file is not reported"
    expect 2 '' "${as_nobody[@]}" "$program" validate locked --format sarif
    grep -q '"executionSuccessful":false' .out || fail "the report calls the run a success"
    expect 2 'a\.site\.yaml: permission denied' "${as_nobody[@]}" "$program" plan locked/a.site.yaml
    expect 2 'permission denied' "${as_nobody[@]}" "$program" verify locked/a.site.yaml good.plan.json
    expect 2 'permission denied' "${as_nobody[@]}" "$program" verify good.site.yaml locked.plan.json
    expect 2 'permission denied' "${as_nobody[@]}" "$program" plan good.site.yaml --check locked.plan.json
    expect 2 'permission denied' "${as_nobody[@]}" "$program" validate --config locked/a.site.yaml good.site.yaml
    what="a folder that may not be read"
    mkdir searched/closed
    cp good.site.yaml searched/a.site.yaml
    chmod 000 searched/closed
    expect 2 'closed: permission denied' "${as_nobody[@]}" "$program" validate searched
    grep -q 'in 1 file' .out || fail "the file beside it is not reported"
    chmod 755 searched/closed
    what="a file in a folder that may not be entered"
    mkdir shut
    cp good.site.yaml shut/a.site.yaml
    chmod 000 shut
    expect 2 'permission denied' "${as_nobody[@]}" "$program" validate shut/a.site.yaml
    expect 2 'permission denied' "${as_nobody[@]}" "$program" plan shut/a.site.yaml
    chmod 755 shut
    what="a folder that may be listed but not entered"
    mkdir -p top/ok top/nox/sub
    cp good.site.yaml top/ok/a.site.yaml
    cp bad.site.yaml top/nox/sub/b.site.yaml
    chmod 744 top/nox
    for path in top 'top/**/*.yaml'; do
        expect 2 '^error: top/nox: permission denied$' "${as_nobody[@]}" "$program" validate "$path"
        grep -q 'in 1 file, 1 not checked' .out || fail "the other file is not reported"
    done
    chmod 755 top/nox
    what="a file of another kind that may not be read, which may be a site"
    mkdir unknown
    cp good.site.yaml unknown/garage.yaml
    chmod 000 unknown/garage.yaml
    expect 2 'garage\.yaml: permission denied' "${as_nobody[@]}" "$program" validate unknown
else
    skipped+=("permissions: nobody cannot reach the program")
fi

what="a folder where a file is meant"
mkdir folder.site.yaml
expect 2 'is a folder' "$program" plan folder.site.yaml
expect 2 'is a folder' "$program" verify folder.site.yaml good.plan.json
expect 2 'is a folder' "$program" verify good.site.yaml folder.site.yaml
expect 2 'folder' "$program" validate --config folder.site.yaml good.site.yaml
expect 2 'folder' "$program" validate good.site.yaml --output json=folder.site.yaml
expect 2 'folder' "$program" plan good.site.yaml --output json=folder.site.yaml
expect 2 'folder' "$program" init folder.site.yaml
expect 2 'no site file' "$program" validate folder.site.yaml
expect 2 'cannot be read|folder' bash -c '"$0" validate - <folder.site.yaml' "$program"

what="a link that leads nowhere"
mkdir links
cp good.site.yaml links/good.site.yaml
ln -s nowhere links/broken.site.yaml
expect 2 'broken\.site\.yaml: ' "$program" validate links/broken.site.yaml
expect 2 'broken\.site\.yaml: ' "$program" plan links/broken.site.yaml
expect 2 'broken\.site\.yaml: ' "$program" validate links
grep -q 'in 1 file' .out || fail "the file beside it is not reported"
expect 2 'known\.json: not written' "$program" validate links --write-baseline known.json
[[ ! -e known.json ]] || fail "a baseline was written of a part"
expect 2 'links/broken\.site\.yaml' "$program" init links/broken.site.yaml
[[ -L links/broken.site.yaml && ! -e links/nowhere ]] || fail "init followed it"

what="nothing that can be read"
echo old >report.json
expect 2 'missing\.site\.yaml: no such file' "$program" validate missing.site.yaml links/broken.site.yaml --output json=report.json
is_json report.json || fail "the report of an earlier run is left"

what="a folder deeper than paths can be long"
mkdir deep
cp good.site.yaml deep/a.site.yaml
(
    name="$(printf 'd%.0s' {1..200})"
    cd deep || exit
    for ((depth = 0; depth < 25; ++depth)); do mkdir "$name" && cd "./$name" || exit; done
    cp "$folder/bad.site.yaml" .
)
for path in deep 'deep/**/*.yaml'; do
    expect 2 '^error: deep/d.*: the name is too long$' "$program" validate "$path"
    grep -q 'in 1 file, 1 not checked' .out || fail "the other file is not reported"
done
rm -r deep

what="links in a circle"
mkdir circle
ln -s b.site.yaml circle/a.site.yaml
ln -s a.site.yaml circle/b.site.yaml
ln -s .. circle/up
expect 2 'a\.site\.yaml: ' "$program" validate circle/a.site.yaml
expect 2 'a\.site\.yaml: ' "$program" plan circle/a.site.yaml
expect 2 'a\.site\.yaml: ' "$program" validate circle
expect 2 'a\.site\.yaml' "$program" plan good.site.yaml --output json=circle/a.site.yaml

what="a pipe"
mkdir pipes
mkfifo pipes/pipe.site.yaml pipes/other.yaml
cp good.site.yaml pipes/good.site.yaml
expect 0 '' "$program" validate pipes
grep -q 'in 1 file' .out || fail "the file beside it is not reported"
expect 0 '' bash -c '"$0" validate <(cat good.site.yaml)' "$program"
expect 0 '' bash -c 'cat good.site.yaml | "$0" validate -' "$program"

# What /dev/stdout and /dev/fd/63 point to has no path.
expect 0 '' bash -c '"$0" plan good.site.yaml --output json=/dev/stdout | cat >piped.json' "$program"
is_json piped.json || fail "nothing came through /dev/stdout"
rm piped.json
expect 0 '' bash -c '"$0" validate good.site.yaml --output json=>(cat >piped.json); sleep 0.2' "$program"
is_json piped.json || fail "nothing came through the shell's pipe"

what="a device that never ends"
expect 1 '' "$program" validate --format concise /dev/zero
grep -q 'AMP001' .out || fail "no AMP001"

what="a full device as standard output"
for arguments in "validate good.site.yaml" "validate --format json good.site.yaml" "plan good.site.yaml" \
    "verify good.site.yaml good.plan.json" "init -" "rules" "schema" "explain AMP201" "--version"; do
    expect 2 'cannot write to standard output' bash -c "\"\$0\" $arguments >/dev/full" "$program"
done

what="a closed standard output"
for arguments in "validate good.site.yaml" "plan good.site.yaml" "verify good.site.yaml good.plan.json" "init -"; do
    expect 2 'cannot write to standard output' bash -c "\"\$0\" $arguments >&-" "$program"
done
# With it closed, the next file that is opened gets its number.
expect 2 'cannot write to standard output' \
    bash -c '"$0" validate --format text --output json=closed.json good.site.yaml >&-' "$program"
[[ ! -e closed.json ]] || is_json closed.json || fail "closed.json is not what was to be written"
rm -f closed.json
expect 2 'cannot be read|no such|standard input' bash -c '"$0" validate - <&-' "$program"
expect 2 '' bash -c '"$0" validate missing.site.yaml 2>&-' "$program"
expect 0 '' bash -c '"$0" plan good.site.yaml --output json=closed.json 2>&- || test $? = 4' "$program"
is_json closed.json || fail "closed.json was not written whole with standard error closed"
rm -f closed.json

what="a reader that goes away"
for arguments in "validate large.site.yaml" "plan --allow-errors large.site.yaml --format json"; do
    expect 2 'cannot write to standard output' \
        bash -c "\"\$0\" $arguments | head -n 1 >/dev/null; exit \${PIPESTATUS[0]}" "$program"
done

what="a place that cannot be written to"
expect 2 'cannot write .*no such file or folder' "$program" validate good.site.yaml --output json=missing/out.json
expect 2 'cannot write .*no such file or folder' "$program" plan good.site.yaml --output json=missing/out.json
expect 2 'cannot write .*no such file or folder' "$program" init missing/new.site.yaml
expect 2 'cannot write' "$program" plan good.site.yaml --output json=good.plan.json/out.json
if ((${#as_nobody[@]} > 0)); then
    mkdir readonly writable
    chmod 777 writable
    echo old >writable/kept.json
    chmod 444 writable/kept.json
    expect 2 'cannot write .*permission denied' "${as_nobody[@]}" "$program" plan good.site.yaml --output json=readonly/out.json
    expect 2 'cannot write .*permission denied' "${as_nobody[@]}" "$program" validate good.site.yaml --output json=readonly/out.json
    expect 2 'cannot write .*permission denied' "${as_nobody[@]}" "$program" init readonly/new.site.yaml
    expect 2 'cannot write .*permission denied' "${as_nobody[@]}" "$program" plan good.site.yaml --output json=writable/kept.json
    [[ "$(cat writable/kept.json)" == old ]] || fail "a file that may not be written to was replaced"
    no_leftovers
fi

what="several outputs of which one fails"
for command in validate plan; do
    expect 2 'cannot write' "$program" "$command" good.site.yaml --output json=first.json --output text=missing/second.txt
    [[ ! -e first.json ]] || fail "$command wrote the first"
    expect 2 'cannot write' "$program" "$command" good.site.yaml --output text=missing/first.txt --output json=second.json
    [[ ! -e second.json ]] || fail "$command wrote the second"
    rm -f first.json second.json
done
no_leftovers

what="a limit of the size of files"
echo old >limited.json
for command in validate "plan --allow-errors"; do
    for output in limited.json new.json; do
        expect 2 "cannot write .*$output: larger than files may be here" \
            bash -c "ulimit -f 8; \"\$0\" $command large.site.yaml --output json=$output >/dev/null" "$program"
    done
    [[ ! -e new.json ]] || fail "$command left a file, half written"
    [[ "$(cat limited.json)" == old ]] || fail "$command touched the old file"
done
expect 2 'cannot write to standard output' bash -c 'ulimit -f 8; "$0" validate large.site.yaml >limited.txt' "$program"
no_leftovers

what="init over a file"
echo mine >mine.site.yaml
expect 2 'not overwritten' "$program" init mine.site.yaml
[[ "$(cat mine.site.yaml)" == mine ]] || fail "it was overwritten"

on_a_full_disk() {
    local disk="$folder/disk"
    echo old >"$disk/old.json"
    what="a full disk"
    for arguments in "validate large.site.yaml --output json=" "plan --allow-errors large.site.yaml --output json="; do
        # shellcheck disable=SC2086 # the words of the command line
        expect 2 'cannot write .*the disk is full' "$program" ${arguments}"$disk/new.json"
        [[ ! -e "$disk/new.json" ]] || fail "a file is there, half written"
        # shellcheck disable=SC2086
        expect 2 'cannot write .*the disk is full' "$program" ${arguments}"$disk/old.json"
        [[ "$(cat "$disk/old.json")" == old ]] || fail "the old file was touched"
    done
    expect 2 'cannot write .*the disk is full' "$program" plan --allow-errors large.site.yaml --output text="$folder/fits.txt" \
        --output json="$disk/new.json"
    [[ ! -e "$folder/fits.txt" ]] || fail "the other output was written"
    expect 2 'cannot write to standard output' bash -c '"$0" validate large.site.yaml >"$1"' "$program" "$disk/out.txt"
    rm -f "$disk/out.txt"
    head -c 1000000 /dev/zero >"$disk/filler" 2>/dev/null
    expect 2 'cannot write .*the disk is full' "$program" init "$disk/new.site.yaml"
    [[ ! -e "$disk/new.site.yaml" ]] || fail "init left a file, half written"
    no_leftovers
}

mkdir disk
if ((EUID == 0)) && mount -t tmpfs -o size=64k tmpfs disk 2>/dev/null; then
    mounted="$folder/disk"
    on_a_full_disk
elif unshare -rm true 2>/dev/null && unshare -rm mount -t tmpfs -o size=64k tmpfs disk 2>/dev/null; then
    export -f on_a_full_disk expect fail no_leftovers
    unshare -rm bash -c "folder='$folder' program='$program' failures=0
        mount -t tmpfs -o size=64k tmpfs disk && on_a_full_disk && exit \$failures" || failures=$((failures + 1))
else
    skipped+=("a full disk: no small disk can be mounted here")
fi

what="a file that changes while it is read"
rewrite() {
    while :; do
        cat good.site.yaml >changing.site.yaml
        cat large.site.yaml >changing.site.yaml
        : >changing.site.yaml
    done
}
cp good.site.yaml changing.site.yaml
rewrite &
writer=$!
for ((round = 0; round < 40; ++round)); do
    got=0
    timeout 60 "$program" validate --format json changing.site.yaml >.out 2>.err || got=$?
    ((got <= 1)) || fail "exit code $got"
    is_json .out || fail "what was printed is not JSON"
done
kill "$writer"
wait "$writer" 2>/dev/null

# Sends the program a signal after so many seconds; its exit code. Where it does not listen it is killed: 137. Whoever
# starts this script in the background has it ignore SIGINT and SIGQUIT, which the program would respect.
ended_after() {
    local seconds="$1" signal="$2"
    shift 2
    timeout --preserve-status --signal="$signal" --kill-after=20 "$seconds" env --default-signal=INT,QUIT "$@" >.out 2>.err
}
interrupted_after() {
    local seconds="$1"
    shift
    ended_after "$seconds" INT "$@"
}

what="an interrupt while it waits"
mkfifo stalled
exec 3<>stalled
interrupted_after 0.3 "$program" validate - <&3
got=$?
((got == 130)) || fail "exit code $got, not 130, at standard input"
interrupted_after 0.3 "$program" validate /dev/fd/3
got=$?
((got == 130)) || fail "exit code $got, not 130, at a pipe that is read"
mkfifo sink
interrupted_after 0.3 "$program" plan good.site.yaml --output json=sink
got=$?
((got == 130)) || fail "exit code $got, not 130, at a pipe that nobody reads"
exec 3>&-

what="an end while one file is written and another waits for its reader"
echo old >interrupted.json
for ending in INT:130 QUIT:131 TERM:143 HUP:129; do
    ended_after 0.5 "${ending%:*}" "$program" plan good.site.yaml --output json=interrupted.json --output text=sink
    got=$?
    ((got == ${ending#*:})) || fail "exit code $got, not ${ending#*:}, by ${ending%:*}"
    [[ "$(cat interrupted.json)" == old ]] || fail "interrupted.json was written"
    no_leftovers
done

what="an interrupt while it works and writes"
for ((round = 0; round < 30; ++round)); do
    interrupted_after "0.0$((round % 10))$((round % 7))" "$program" plan --allow-errors large.site.yaml \
        --output json=interrupted.json --output text=interrupted.txt
    got=$?
    ((got == 130 || got == 1 || got == 4)) || fail "exit code $got"
    [[ "$(cat interrupted.json)" == old ]] || is_json interrupted.json || fail "interrupted.json is half written"
    no_leftovers
    echo old >interrupted.json
done

for why in "${skipped[@]}"; do echo "skipped: $why"; done
if ((failures > 0)); then
    echo "$failures failed"
    exit 1
fi
echo "the program stands hostile files"
