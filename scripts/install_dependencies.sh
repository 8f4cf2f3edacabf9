#!/usr/bin/env bash
# Installs the packages that are missing on Debian or Ubuntu; asks apt for nothing when all are there.
# Usage: install_dependencies.sh [bench] [others] [solvers] [checks] [package] [browser]
#   bench    also what the benchmark is built with
#   others   also the linters that validate is measured against
#   solvers  also the solvers that plans are held against and measured against
#   checks   also the tools of the continuous integration
#   package  also what the Debian package is tried out with
#   browser  also a browser, for the reports in HTML
set -euo pipefail

packages=(
    cmake ninja-build g++ dpkg-dev
    libcli11-dev nlohmann-json3-dev libfmt-dev libyaml-cpp-dev doctest-dev
    python3 python3-yaml python3-jsonschema libxml2-utils
)
# Some tests hold reports, hooks, schemas and completions against the programs that take them, and are skipped without
# those; on a continuous integration they may not be.
if [[ -n "${CI:-}" ]]; then
    packages+=(jq pre-commit bash-completion zsh fish man-db groff)
    command -v npm >/dev/null || packages+=(npm)
fi
for group in "$@"; do
    case "$group" in
        bench) packages+=(libbenchmark-dev) ;;
        solvers) packages+=(python3-scipy coinor-cbc glpk-utils) ;;
        others)
            packages+=(hyperfine yamllint)
            command -v npm >/dev/null || packages+=(npm)
            ;;
        checks) packages+=(clang-19 clang-tidy-19 clang-tools-19 clang-format-19 libclang-rt-19-dev shellcheck xz-utils) ;;
        package) packages+=(lintian debootstrap gzip) ;;
        browser)
            packages+=(chromium fonts-dejavu-core poppler-utils)
            command -v npm >/dev/null || packages+=(npm)
            ;;
        *)
            echo "usage: $0 [bench] [others] [solvers] [checks] [package] [browser]" >&2
            exit 2
            ;;
    esac
done

fail() {
    echo "error: $1" >&2
    echo "These packages are needed: ${packages[*]}" >&2
    exit 1
}

is_installed() {
    [[ "$(dpkg-query --show --showformat='${db:Status-Status}' "$1" 2>/dev/null)" == installed ]]
}

if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    for tool in cmake ninja c++; do
        command -v "$tool" >/dev/null ||
            fail "this script installs with apt, on Debian and Ubuntu; here, install CMake 3.25, Ninja and a C++20 compiler yourself"
    done
    echo "No apt here: the build takes the libraries it finds and fetches the others."
    exit 0
fi

missing=()
for package in "${packages[@]}"; do
    is_installed "$package" || missing+=("$package")
done
if ((${#missing[@]} == 0)); then
    exit 0
fi

as_root=()
if ((EUID != 0)); then
    command -v sudo >/dev/null ||
        fail "packages are missing and there is no sudo; as root, run: apt-get install ${missing[*]}"
    as_root=(sudo)
fi

echo "Installing ${missing[*]}"
"${as_root[@]}" apt-get -qq update || fail "apt-get update failed; is there a network?"
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq install --yes --no-install-recommends "${missing[@]}" </dev/null ||
    fail "apt-get could not install ${missing[*]}"
