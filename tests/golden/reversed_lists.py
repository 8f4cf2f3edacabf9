#!/usr/bin/python3
"""Moving entries of a site file about changes no finding's fingerprint.

Each golden and example is written anew as JSON, once as it is and once with all keys and every list reversed whose
order says nothing, and both are checked under one name. Usage: reversed_lists.py REPOSITORY PROGRAM
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile

import yaml

# Their order is what they say.
IN_ORDER = {"phases", "terminals", "link_preference", "outbound", "inbound"}


def with_reversed_lists(value, key=None):
    if isinstance(value, dict):
        return {name: with_reversed_lists(child, name) for name, child in reversed(value.items())}
    if isinstance(value, list):
        children = [with_reversed_lists(child) for child in value]
        return children if key in IN_ORDER else children[::-1]
    return value


def read(path):
    """The values of a file; None where it cannot be written anew."""
    try:
        value = yaml.safe_load(path.read_text(encoding="utf-8"))
        return value if isinstance(value, dict) and json.dumps(value, allow_nan=False) else None
    except (yaml.YAMLError, UnicodeDecodeError, TypeError, ValueError):
        return None


def fingerprints(program, folder, value):
    (folder / "one.site.json").write_text(json.dumps(value), encoding="utf-8")
    ran = subprocess.run([program, "validate", "one.site.json", "--format", "json"], cwd=folder, capture_output=True,
                         text=True, check=False)
    if ran.returncode not in (0, 1):
        sys.exit(f"exit {ran.returncode}: {ran.stderr}")
    findings = json.loads(ran.stdout)["diagnostics"]
    return {(found["rule"], found["fingerprint"]): found["message"] for found in findings}


def main():
    repository, program = pathlib.Path(sys.argv[1]), os.path.abspath(sys.argv[2])
    paths = sorted([*(repository / "tests/golden").rglob("*.site.yaml"), *(repository / "examples").glob("*.site.yaml")])
    compared, wrong = 0, 0
    with tempfile.TemporaryDirectory() as folder:
        for path in paths:
            value = read(path)
            if value is None:
                continue
            as_is = fingerprints(program, pathlib.Path(folder), value)
            turned = fingerprints(program, pathlib.Path(folder), with_reversed_lists(value))
            compared += 1
            for sign, only, other in (("-", as_is, turned), ("+", turned, as_is)):
                for found in sorted(set(only) - set(other)):
                    wrong += 1
                    print(f"{path.relative_to(repository)}: {sign} {found[0]} {found[1]} {only[found]}")
    print(f"{compared} of {len(paths)} files compared, {wrong} fingerprints changed")
    return 1 if wrong or compared < 100 else 0


if __name__ == "__main__":
    sys.exit(main())
