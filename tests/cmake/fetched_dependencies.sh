#!/usr/bin/env bash
# The branch of the build that fetches its libraries, without a network: ampsite as a subfolder of another project,
# every library handed over as sources by FETCHCONTENT_SOURCE_DIR_<NAME>. The sources are Debian's source packages of
# the pinned releases; where they cannot be had, projects that stand in for them with the installed libraries.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

work="$PWD/build/fetched"
rm -rf "$work"
mkdir -p "$work"/{apt/lists/partial,apt/cache/archives/partial,apt/download,sources}

# name in FetchContent, source package and release as in cmake/AmpsiteDependencies.cmake
dependencies=(
    "CLI11 cli11 2.1.2"
    "nlohmann_json nlohmann-json3 3.11.2"
    "fmt fmtlib 9.1.0"
    "yaml-cpp yaml-cpp 0.7.0"
    "doctest doctest 2.4.9"
)

# The distribution's own entries, asked for sources instead of programs, in a state folder of our own: neither root
# nor a change to the system is needed.
download_sources() {
    command -v apt-get >/dev/null || return 1
    local entry
    for entry in /etc/apt/sources.list /etc/apt/sources.list.d/{debian,ubuntu}.sources; do
        [[ -s "$entry" ]] || continue
        sed -E 's/^Types:.*/Types: deb-src/; s/^deb /deb-src /' "$entry" >"$work/apt/${entry##*/}"
    done
    local options=(
        -qq
        -o "Dir::Etc::SourceList=$work/apt/sources.list"
        -o "Dir::Etc::SourceParts=$work/apt"
        -o "Dir::State::Lists=$work/apt/lists"
        -o "Dir::Cache=$work/apt/cache"
        -o "APT::Sandbox::User="
    )
    timeout 120 apt-get "${options[@]}" update || return 1
    local name package release
    for entry in "${dependencies[@]}"; do
        read -r name package release <<<"$entry"
        (cd "$work/apt/download" && timeout 120 apt-get "${options[@]}" source --download-only "$package") || return 1
        local tarballs=("$work/apt/download/${package}_$release"*.orig.tar.*)
        [[ -f "${tarballs[0]}" ]] || return 1
        mkdir -p "$work/sources/$name"
        tar -xf "${tarballs[0]}" -C "$work/sources/$name" --strip-components=1 || return 1
    done
}

stand_in() {
    local name package release entry
    for entry in "${dependencies[@]}"; do
        read -r name package release <<<"$entry"
        mkdir -p "$work/sources/$name"
        printf 'find_package(%s REQUIRED GLOBAL)\n' "$name" >"$work/sources/$name/CMakeLists.txt"
    done
}

if download_sources; then
    echo "Building with the sources of the pinned releases."
else
    echo "The source packages cannot be had here; building with stand-ins for them."
    rm -rf "$work/sources"
    stand_in
fi

options=(
    -G Ninja
    -DCMAKE_BUILD_TYPE=Debug
    -DFETCHCONTENT_TRY_FIND_PACKAGE_MODE=NEVER
    -DFETCHCONTENT_FULLY_DISCONNECTED=ON
    -DAMPSITE_TESTS=ON # to see doctest fetched too
)
for entry in "${dependencies[@]}"; do
    read -r name _ <<<"$entry"
    options+=("-DFETCHCONTENT_SOURCE_DIR_${name^^}=$work/sources/$name")
done
cmake -S tests/consumer_subdirectory -B "$work/build" "${options[@]}"
cmake --build "$work/build" --target garage ampsite_program test_source

"$work/build/garage" | diff examples/library/expected.txt -
"$work/build/ampsite/tests/test_source" --minimal
"$work/build/ampsite/ampsite" --version
"$work/build/ampsite/ampsite" validate examples/*.site.yaml
