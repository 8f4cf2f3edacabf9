#!/usr/bin/env bash
# Installed and at hand: what is installed serves programs that use the library, and the Debian package passes lintian
# and runs on a system that has nothing else. Builds on the release build.
# Usage: check_package.sh [--no-root]
#   --no-root  without the clean system, which takes root, a mirror and half a minute
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

with_root=true
if [[ "${1:-}" == --no-root ]]; then
    with_root=false
fi

scripts/install_dependencies.sh package

build="$PWD/build/release"
work="$PWD/build/package"
rm -rf "$work"
mkdir -p "$work"
SOURCE_DATE_EPOCH="$(git log -1 --format=%ct 2>/dev/null || date +%s)"
export SOURCE_DATE_EPOCH

# All that is installed is made by the quickstart alone.
rm -rf "$build/ampsite" "$build/lib/libampsite.a" "$build/written"
scripts/quickstart.sh >"$work/quickstart.log" || {
    cat "$work/quickstart.log"
    exit 1
}
version="$("$build/ampsite" --version | sed -n 's/^ampsite \([0-9.]*\).*/\1/p')"

say() { printf -- '--- %s\n' "$1"; }

# Each path below a folder is a file that is not empty; links are followed.
has_files() {
    local folder="$1" path
    shift
    for path in "$@"; do
        [[ -s "$folder/$path" ]] || {
            echo "error: no $path in $folder" >&2
            return 1
        }
    done
}

say "What is installed"
share="$work/installed/share"
cmake --install "$build" --prefix "$work/installed" >"$work/install.log"
has_files "$share" man/man1/ampsite.1.gz bash-completion/completions/ampsite zsh/site-functions/_ampsite \
    fish/vendor_completions.d/ampsite.fish ampsite/problem-matcher.json ampsite/schemas/site.schema.json \
    doc/ampsite/schemas/site.schema.json doc/ampsite/LICENSE doc/ampsite/CHANGELOG.md
tests/pages/links.py "$share/doc/ampsite"
grep -qxF "$share/doc/ampsite/schemas" "$build/install_manifest.txt"

say "With the documents in a folder of their own, below DESTDIR"
apart="$work/apart"
cmake -S . -B "$apart/build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DAMPSITE_TESTS=OFF \
    -DCMAKE_INSTALL_DOCDIR=/opt/documents >"$work/apart.log"
cp -r "$build/ampsite" "$build/written" "$apart/build"
DESTDIR="$apart/root" cmake --install "$apart/build" --component program --prefix /opt/ampsite >>"$work/apart.log"
has_files "$apart/root/opt" ampsite/share/ampsite/schemas/site.schema.json documents/schemas/site.schema.json
[[ "$(readlink "$apart/root/opt/documents/schemas")" != /* ]]

say "The installed example, built with the installed library"
cmake -S "$share/doc/ampsite/examples/library" -B "$work/example" -G Ninja -DCMAKE_BUILD_TYPE=Release \
    -DCMAKE_PREFIX_PATH="$work/installed"
cmake --build "$work/example"
"$work/example/garage" | diff "$share/doc/ampsite/examples/library/expected.txt" -

say "What a program may rely on that finds the installed library"
cmake -S tests/consumer_package -B "$work/consumer_package" -G Ninja -DCMAKE_BUILD_TYPE=Release \
    -DCMAKE_PREFIX_PATH="$work/installed" -DEXPECTED_VERSION="$version"
cmake --build "$work/consumer_package"
"$work/consumer_package/garage" | diff examples/library/expected.txt -

# That the library also builds there, the check of the fetched dependencies shows.
say "A program that takes the sources in as a subfolder"
cmake -S tests/consumer_subdirectory -B "$work/consumer_subdirectory" -G Ninja >"$work/subdirectory.log"
object="CMakeFiles/garage.dir$PWD/examples/library/garage.cpp.o"
cmake --build "$work/consumer_subdirectory" --target "$object"
if grep -rlF ampsite "$work/consumer_subdirectory/ampsite" --include=cmake_install.cmake |
    xargs grep -lE 'file\(INSTALL' | grep .; then
    echo "error: ampsite installs itself with a project that takes it in" >&2
    exit 1
fi

say "The Debian package"
(cd "$build" && cpack -G DEB -B "$work/deb" >"$work/cpack.log") || {
    cat "$work/cpack.log"
    exit 1
}
package="$(find "$work/deb" -maxdepth 1 -name 'ampsite_*.deb')"
dpkg-deb --info "$package"
# To close a bug by a first upload is for Debian's own archive.
lintian --allow-root --no-cfg --fail-on error,warning --suppress-tags initial-upload-closes-no-bugs "$package"
unpacked="$work/unpacked"
dpkg-deb --extract "$package" "$unpacked"
tests/pages/links.py "$unpacked/usr/share/doc/ampsite"
mapfile -t named < <(grep -ohE '/usr/share/[a-z]+/[A-Za-z0-9._/-]+[a-z]' README.md docs/*.md | sort -u)
has_files "$unpacked" "${named[@]}"

mirror="$(find /etc/apt -maxdepth 2 \( -name sources.list -o -name debian.sources \) -exec \
    sed -nE 's/^URIs: *([^ ]+).*/\1/p; s/^deb (\[[^]]*\] )?([^ ]+) [a-z]+ main.*/\2/p' {} + | head -n 1)"
why_no_root() {
    if [[ "$with_root" == false ]]; then
        echo "as was asked for"
    elif ((EUID != 0)); then
        echo "only root can make a system of its own"
    elif ! chroot / true 2>/dev/null; then
        echo "chroot is not permitted here"
    elif [[ -z "$mirror" ]]; then
        echo "this system names no mirror of Debian"
    fi
}
why_not="$(why_no_root)"
if [[ -n "$why_not" ]]; then
    echo "skipped: the package was not installed in a clean system: $why_not"
    exit 0
fi

say "The package in a clean Debian system"
codename="$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)"
root="$(mktemp -d)"
chmod 755 "$root"
trap 'rm -rf --one-file-system "$root"' EXIT
debootstrap --variant=minbase "$codename" "$root" "$mirror" >"$work/debootstrap.log" || {
    tail -n 20 "$work/debootstrap.log"
    exit 1
}
cp "$package" "$root/tmp/ampsite.deb"
in_root() {
    env -i PATH=/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 \
        ${http_proxy:+http_proxy="$http_proxy"} chroot "$root" "$@" </dev/null
}
in_root apt-get -qq update
in_root apt-get -qq install --yes --no-install-recommends /tmp/ampsite.deb >"$work/apt.log" 2>&1 || {
    cat "$work/apt.log"
    exit 1
}
site=/usr/share/doc/ampsite/examples/small-house.site.yaml
[[ "$(in_root ampsite --version)" == "ampsite $version"* ]]
in_root ampsite validate "$site"
in_root test -s /usr/share/doc/ampsite/schemas/site.schema.json
in_root ampsite plan "$site" >"$work/plan.txt"
grep -q GUARANTEED "$work/plan.txt"
in_root ampsite plan "$site" --output json=/tmp/plan.json
in_root ampsite verify "$site" /tmp/plan.json
in_root apt-get -qq install --yes --no-install-recommends man-db bash-completion zsh fish >"$work/shells.log" 2>&1
in_root man -w ampsite
# Each shell finds the completion by itself. Without XDG_DATA_DIRS, fish looks below /usr only.
shells_complete() {
    in_root bash -c '. /usr/share/bash-completion/bash_completion; _completion_loader ampsite; complete -p ampsite'
    in_root zsh -fc 'autoload -Uz compinit && compinit -D && functions _ampsite'
    in_root env "$@" fish -c 'complete -C "ampsite val"' | grep '^validate'
}
shells_complete
in_root apt-get -qq purge --yes ampsite >"$work/purge.log" 2>&1
if in_root find /usr /etc -name '*ampsite*' | grep .; then
    echo "error: files are left behind when the package is removed" >&2
    exit 1
fi

say "What cmake --install puts below /usr/local, in the shells of that system"
cp -r "$work/installed/." "$root/usr/local"
in_root man -w ampsite
shells_complete XDG_DATA_DIRS=/usr/local/share:/usr/share
say "installed, used and removed: $(basename "$package")"
