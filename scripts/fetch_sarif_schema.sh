#!/usr/bin/env bash
# Puts the published JSON Schema of SARIF 2.1.0 at build/sarif-2.1.0.schema.json, which the tests hold reports against.
# It comes out of the npm package @microsoft/jest-sarif, is fetched once, and its digest is pinned.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

package=@microsoft/jest-sarif@1.0.0-beta.0
schema_in_package=package/lib/schemas/sarif-2.1.0-rtm.5.json
digest=2d99159ae54a3eea97f81781cff48780548657c35949f4b7f25e99a2ba4de4f8
schema=build/sarif-2.1.0.schema.json

is_right() {
    [[ -f "$1" ]] && sha256sum --check --status <<<"$digest  $1"
}

if is_right "$schema"; then
    exit 0
fi
if ! command -v npm >/dev/null; then
    echo "error: npm is needed to fetch the schema of SARIF" >&2
    exit 1
fi

mkdir -p build
folder="$(mktemp -d build/sarif-schema.XXXXXX)"
trap 'rm -rf "$folder"' EXIT
if ! timeout 120 npm pack --silent --pack-destination "$folder" "$package" >/dev/null; then
    echo "error: npm could not fetch $package" >&2
    exit 1
fi
tar -xzf "$folder"/*.tgz -C "$folder" "$schema_in_package"
if ! is_right "$folder/$schema_in_package"; then
    echo "error: the schema of $package is not the one that is pinned here" >&2
    exit 1
fi
mv "$folder/$schema_in_package" "$schema"
