#!/usr/bin/python3
"""Files made to exhaust whoever reads them: the program says what is wrong with them, within bounds of memory.

Usage: hostile_texts.py PROGRAM [--megabytes N] [--only WORDS]

The address space of the program is limited to a base and a multiple of the text, and its processor time to what only
something that grows faster than its input can reach. By hand with more megabytes: a file may have 32.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

HEAD = "ampsite: 1\ngrid: {system: TN-S}\n"
SUPPLY = HEAD + "supply:\n  id: main\n  fuse_a: 63\n"
CPU_SECONDS = 120
BASE_BYTES = 100 << 20
BYTES_PER_BYTE = 600  # 300 for a bracket, and room for a finding of each key
MOST_BYTES = 8 << 30


def filled(head, part, tail, size):
    return head + part * max(1, (size - len(head) - len(tail)) // len(part)) + tail


def keys(size):
    lines = []
    length = 0
    while length < size:
        line = f"k{len(lines)}: 1\n"
        length += len(line)
        lines.append(line)
    return HEAD + "".join(lines)


def chargers(size):
    lines = []
    length = 0
    while length < size:
        line = f"    - {{id: A{len(lines)}}}\n"
        length += len(line)
        lines.append(line)
    return SUPPLY + "  chargers:\n" + "".join(lines)


def laughs(size):
    """Each anchor holds the one before ten times: a tree that grows to 10 to the power of its depth."""
    lines = [HEAD + "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"]
    for depth in range(1, min(60, size // 60)):
        lines.append(f"a{depth}: &a{depth} [" + ", ".join([f"*a{depth - 1}"] * 10) + "]\n")
    return "".join(lines) + "supply: *a9\n"


def alias_bomb(size):
    return filled(HEAD + "a: &a {id: K1, fuse_a: 63, chargers: [{id: A1}]}\nsupply:\n  id: main\n  circuits:\n", "    - *a\n", "", size)


def anchored(size):
    lines = []
    length = 0
    while length < size:
        line = f"    - &c{len(lines)} {{id: A{len(lines)}, note: *c{max(0, len(lines) - 1)}}}\n"
        length += len(line)
        lines.append(line)
    return SUPPLY + "  chargers:\n" + "".join(lines)


TEXTS = {
    "brackets within brackets": lambda size: "[" * size,
    "braces within braces": lambda size: '{"a":' * (size // 5),
    "brackets within brackets, closed": lambda size: "[" * (size // 2) + "]" * (size // 2),
    "dashes within dashes": lambda size: "- " * (size // 2),
    "mappings within mappings by indentation": lambda size: "".join(" " * i + "a:\n" for i in range(int(size**0.5))),
    "question marks": lambda size: "? " * (size // 2),
    "one huge scalar": lambda size: filled(HEAD + "site: {name: ", "x", "}\n", size),
    "one huge quoted scalar": lambda size: filled(HEAD + 'site: {name: "', "\\u00e5", '"}\n', size),
    "one huge quote that does not end": lambda size: filled(HEAD + 'site: {name: "', "x\n", "", size),
    "one huge block": lambda size: filled(HEAD + "site:\n  name: |\n", "    text\n", "", size),
    "one huge key": lambda size: filled(HEAD, "k", ": 1\n", size),
    "one huge comment": lambda size: filled(HEAD, "#", "\n", size),
    "one huge number": lambda size: filled(SUPPLY + "  limit_a: ", "9", "\n", size),
    "one huge ignore comment": lambda size: filled(SUPPLY + "# ampsite: ignore-file[", "AMP402,", "] x\n", size),
    "ignore comments": lambda size: filled(SUPPLY, "# ampsite: ignore[AMP402] x\n", "", size),
    "one line": lambda size: filled(HEAD + "supply: {id: main, chargers: [", "{id: A}, ", "]}\n", size),
    "one line of json": lambda size: filled('{"ampsite":1,"supply":{"id":"m","chargers":[', '{"id":"A"},', '{"id":"B"}]}}', size),
    "keys": keys,
    "equal keys": lambda size: filled(HEAD, "k: 1\n", "", size),
    "keys of one mapping in braces": lambda size: filled(HEAD + "x: {", "k: 1, ", "}\n", size),
    "empty lines": lambda size: "\n" * size,
    "spaces": lambda size: " " * size,
    "tabs": lambda size: filled(HEAD, "\t", "\n", size),
    "documents": lambda size: "--- a\n" * (size // 6),
    "directives": lambda size: "%A b\n" * (size // 5),
    "colons": lambda size: ":" * size,
    "colons and spaces": lambda size: ": " * (size // 2),
    "exclamation marks": lambda size: "!" * size,
    "ampersands": lambda size: "&a " * (size // 3),
    "carriage returns": lambda size: filled(HEAD, "\r", "", size),
    "zeros": lambda size: "\0" * size,
    "bytes that are not UTF-8": lambda size: b"ampsite: 1\nsite: {name: " + b"\xff" * size,
    "byte order marks": lambda size: "\ufeff" * (size // 3),
    "chargers": chargers,
    "equal chargers": lambda size: filled(SUPPLY + "  chargers:\n", "    - {id: A}\n", "", size),
    "unknown keys of one charger": lambda size: filled(SUPPLY + "  chargers:\n    - {id: A, ", "x: 1, ", "}\n", size),
    "a list of numbers for a number": lambda size: filled(SUPPLY + "  limit_a: [", "1, ", "]\n", size),
    "anchors that grow tenfold": laughs,
    "aliases of one circuit": alias_bomb,
    "anchors and aliases in turn": anchored,
    "an alias of itself": lambda size: HEAD + "supply: &a {id: main, circuits: [*a, *a]}\n",
}


def run(program, path, memory):
    """Exit code, report, stderr, and what the process used."""

    def set_limits():
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    command = [program, "validate", "--no-config", "--format", "json", path.name]
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        process = subprocess.Popen(command, cwd=path.parent, preexec_fn=set_limits, stdout=out, stderr=err)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        return process.returncode, out.read(), err.read().decode(errors="replace"), used


def problem(exit_code, report, told):
    if exit_code not in (0, 1):
        return f"exit code {exit_code}: {told[:300]}"
    if exit_code == 0 and json.loads(report)["summary"]["errors"] > 0:
        return "errors, but exit code 0"
    return ""


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--megabytes", type=float, default=2)
    parser.add_argument("--only", default="", help="only texts with this in their name")
    options = parser.parse_args()
    program = str(Path(options.program).resolve())
    size = int(options.megabytes * (1 << 20))
    failures = 0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "hostile.site.yaml"
        for name, make in TEXTS.items():
            if options.only not in name:
                continue
            text = make(size)
            data = text if isinstance(text, bytes) else text.encode("utf-8")
            path.write_bytes(data)
            memory = BASE_BYTES + min(BYTES_PER_BYTE * len(data), MOST_BYTES)
            exit_code, report, told, used = run(program, path, memory)
            wrong = problem(exit_code, report, told)
            failures += wrong != ""
            seconds = used.ru_utime + used.ru_stime
            print(f"{name}: {len(data)} bytes, {used.ru_maxrss >> 10} MiB, {seconds:.2f} s, {len(report)} of report {wrong}")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
