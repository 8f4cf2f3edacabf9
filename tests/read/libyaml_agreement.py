#!/usr/bin/python3
"""What the program reads as YAML, libyaml (behind python3-yaml) reads too.

Usage: libyaml_agreement.py REPOSITORY PROGRAM [--rounds N] [--seed N]

Changes goldens and examples at random, has the program validate them all in one call, and hands each that has no
AMP001 to libyaml's parser: a text that one of the two refuses is no YAML that people could rely on.
"""

import argparse
import json
import random
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import yaml

PARTS = [
    "\n", " ", "  ", "\t", "- ", ": ", ":", ",", ", ", "[", "]", "{", "}", '"', "'", "#", " #", "&a ", "*a", "!!str ", "!x ",
    "|\n", ">\n", "|2-\n", ">+\n", "? ", "<<: ", "\n---\n", "\n...\n", "%YAML 1.2\n---\n", "null", "~", "\\", "\\n", "\\x41",
    "\\ud83d\\ude00", "%", "@", "`", "\u00e5", "\ufeff", "\u2028", "\x85", "\x00", "\x07", "\r", "\r\n", "x", "0", "1e999",
]  # fmt: skip
PER_CALL = 500
# JSON writes a character beyond U+FFFF as two escapes, and a site file may be JSON; libyaml knows only YAML's own way.
SURROGATE_ESCAPES = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}")


def changed(text, others, dice):
    """The text with one to three small changes."""
    for _ in range(dice.randint(1, 3)):
        at = dice.randint(0, len(text))
        kind = dice.randrange(6)
        if kind == 0:
            text = text[:at] + text[at + dice.randint(1, 3) :]
        elif kind == 1:
            text = text[:at] + text[dice.randint(0, len(text)) :]
        elif kind == 2:
            lines = text.split("\n")
            line = dice.randrange(len(lines))
            lines[line : line + 1] = dice.choice([[], [lines[line]] * 2, [" " + lines[line]], [lines[line].strip()]])
            text = "\n".join(lines)
        elif kind == 3:
            other = dice.choice(others).split("\n")
            text = text[:at] + dice.choice(other) + text[at:]
        else:
            text = text[:at] + dice.choice(PARTS) + text[at:]
    return text


def accepted_by_program(program, folder, texts):
    """The indices of the texts that get no AMP001."""
    for index, text in enumerate(texts):
        (folder / f"{index:04}.site.yaml").write_bytes(text.encode("utf-8"))
    command = [program, "validate", "--no-config", "--format", "json", "--fail-on", "never", "."]
    done = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    if done.returncode != 0:
        sys.exit(f"the program exits with {done.returncode}: {done.stderr.decode()}")
    report = json.loads(done.stdout)
    if report["summary"]["files"] != len(texts):
        sys.exit(f"the program reports {report['summary']['files']} of {len(texts)} files")
    broken = {int(found["file"][:4]) for found in report["diagnostics"] if found["rule"] == "AMP001"}
    return [index for index in range(len(texts)) if index not in broken]


def refusal_of_libyaml(text):
    """Why libyaml does not parse a text, or None."""
    text = SURROGATE_ESCAPES.sub(r"\\U0001F600", text)
    try:
        for _ in yaml.parse(text.encode("utf-8"), Loader=yaml.CLoader):
            pass
    except yaml.YAMLError as error:
        return str(error)
    return None


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("repository", type=Path)
    parser.add_argument("program")
    parser.add_argument("--rounds", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=20261122)
    options = parser.parse_args()
    print(f"seed {options.seed}, {options.rounds} rounds")
    if not yaml.__with_libyaml__:
        sys.exit("python3-yaml is built without libyaml")

    program = str(Path(options.program).resolve())
    paths = sorted((options.repository / "tests/golden").glob("*/*.site.yaml"))
    paths += sorted((options.repository / "examples").glob("*.site.yaml"))
    sources = []
    for path in paths:
        data = path.read_bytes()
        if len(data) <= 3000:
            sources.append(data.decode("utf-8", errors="replace"))

    dice = random.Random(options.seed)
    read = disagreements = 0
    for begin in range(0, options.rounds, PER_CALL):
        count = min(PER_CALL, options.rounds - begin)
        texts = [changed(dice.choice(sources), sources, dice) for _ in range(count)]
        with tempfile.TemporaryDirectory() as folder:
            accepted = accepted_by_program(program, Path(folder), texts)
        read += len(accepted)
        for index in accepted:
            refusal = refusal_of_libyaml(texts[index])
            if refusal is None:
                continue
            disagreements += 1
            print(f"round {begin + index}: the program reads what libyaml refuses: {refusal}\n{texts[index]!r}\n")
    print(f"{read} of {options.rounds} texts were read by the program")
    if read * 10 < options.rounds:
        sys.exit("too few texts were read for the comparison to mean anything")
    sys.exit(1 if disagreements else 0)


if __name__ == "__main__":
    main()
