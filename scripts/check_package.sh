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

cmake --preset release >"$work/configure.log"
cmake --build --preset release
version="$("$build/ampsite" --version | sed -n 's/^ampsite \([0-9.]*\).*/\1/p')"

say() { printf -- '--- %s\n' "$1"; }

say "A program that finds the installed library"
cmake --install "$build" --prefix "$work/installed" >"$work/install.log"
tests/pages/links.py "$work/installed/share/doc/ampsite"
for file in doc/ampsite/schemas/site.schema.json zsh/site-functions/_ampsite ampsite/problem-matcher.json; do
    test -s "$work/installed/share/$file"
done
grep -qF "find_package(ampsite ${version%.*} CONFIG" docs/api.md
cmake -S tests/consumer_package -B "$work/consumer_package" -G Ninja -DCMAKE_BUILD_TYPE=Release \
    -DCMAKE_PREFIX_PATH="$work/installed" -DEXPECTED_VERSION="$version"
cmake --build "$work/consumer_package"
"$work/consumer_package/garage" | diff examples/library/expected.txt -
cmake -S "$work/installed/share/doc/ampsite/examples/library" -B "$work/installed_example" -G Ninja \
    -DCMAKE_PREFIX_PATH="$work/installed" >"$work/example.log"
cmake --build "$work/installed_example"
"$work/installed_example/garage" | diff examples/library/expected.txt -

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
# A bug that the first upload closes is for Debian's own archive.
lintian --allow-root --no-cfg --fail-on error,warning --suppress-tags initial-upload-closes-no-bugs "$package"

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
    env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 \
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
in_root test -s /usr/share/ampsite/problem-matcher.json
in_root ampsite plan "$site" >"$work/plan.txt"
grep -q GUARANTEED "$work/plan.txt"
in_root ampsite plan "$site" --output json=/tmp/plan.json
in_root ampsite verify "$site" /tmp/plan.json
for completion in bash-completion/completions/ampsite zsh/vendor-completions/_ampsite fish/vendor_completions.d/ampsite.fish; do
    in_root test -s "/usr/share/$completion"
done
in_root apt-get -qq install --yes --no-install-recommends man-db >"$work/man-db.log" 2>&1
in_root man -w ampsite
in_root apt-get -qq purge --yes ampsite >"$work/purge.log" 2>&1
if in_root find /usr /etc -name '*ampsite*' | grep .; then
    echo "error: files are left behind when the package is removed" >&2
    exit 1
fi
say "installed, used and removed: $(basename "$package")"
