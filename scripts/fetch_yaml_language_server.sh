#!/usr/bin/env bash
# Puts the YAML language server, which editors speak with, at build/yaml-language-server, for its test. It comes from
# npm once; tests/editor/package-lock.json pins it and all that it needs by digest.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

server=build/yaml-language-server
if cmp --silent tests/editor/package-lock.json "$server/package-lock.json"; then
    exit 0
fi
if ! command -v npm >/dev/null; then
    echo "error: npm is needed to fetch the YAML language server" >&2
    exit 1
fi

mkdir -p build
folder="$(mktemp -d build/yaml-language-server.XXXXXX)"
trap 'rm -rf "$folder"' EXIT
cp tests/editor/package.json tests/editor/package-lock.json "$folder"
if ! timeout 300 npm ci --silent --ignore-scripts --no-audit --no-fund --prefix "$folder"; then
    echo "error: npm could not fetch the YAML language server" >&2
    exit 1
fi
rm -rf "$server"
mv "$folder" "$server"
