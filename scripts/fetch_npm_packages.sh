#!/usr/bin/env bash
# Puts the npm packages that a test needs at build/npm/NAME/node_modules. They are fetched once;
# tests/NAME/package-lock.json pins them and all that they need by digest. Usage: fetch_npm_packages.sh NAME
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

name="$1"
packages="build/npm/$name"
if cmp --silent "tests/$name/package-lock.json" "$packages/package-lock.json"; then
    exit 0
fi
if ! command -v npm >/dev/null; then
    echo "error: npm is needed to fetch the packages of tests/$name" >&2
    exit 1
fi

mkdir -p build/npm
folder="$(mktemp -d "build/npm/$name.XXXXXX")"
trap 'rm -rf "$folder"' EXIT
cp "tests/$name/package.json" "tests/$name/package-lock.json" "$folder"
if ! timeout 300 npm ci --silent --ignore-scripts --no-audit --no-fund --prefix "$folder"; then
    echo "error: npm could not fetch the packages of tests/$name" >&2
    exit 1
fi
rm -rf "$packages"
mv "$folder" "$packages"
