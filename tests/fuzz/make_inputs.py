#!/usr/bin/python3
"""Makes what the fuzzers start from: a dictionary of the formats' words, and a corpus for each fuzzer.

Usage: make_inputs.py REPOSITORY PROGRAM FOLDER

Writes FOLDER/words.dict and FOLDER/corpus/{read,whole,documents}/: the goldens, the examples that are small enough,
what stands in tests/fuzz/corpus/ (inputs that once were interesting), and plans that PROGRAM makes of tests/fuzz/sites/.
"""

import json
import subprocess
import sys
from pathlib import Path

LARGEST = 8000


def words_of(schema):
    """Keys, and the words that values are made of."""
    words = set()
    if isinstance(schema, dict):
        for key, value in schema.items():
            if key == "properties":
                words |= {f"{name}: " for name in value} | {f'"{name}":' for name in value}
            if key == "enum":
                words |= {str(word) for word in value}
            words |= words_of(value)
    elif isinstance(schema, list):
        for value in schema:
            words |= words_of(value)
    return words


def quoted(word):
    return '"' + "".join(c if c.isalnum() or c in " :_-.{}[]" else f"\\x{b:02x}" for c in word for b in c.encode()) + '"'


def write_dictionary(repository, path):
    words = {"- ", "\n  - ", "*a", "&a ", "!!", "<<: ", "? ", "---\n", "...\n", "|\n", ">-\n", "# ampsite: ignore[AMP402] x"}
    words |= {"%YAML 1.2\n", "\ufeff", "\r\n", "\t", "1e308", "1e-308", "0x10", ".inf", "~", "null", "\\u0000", "\U0001f600"}
    for name in ("site", "plan"):
        words |= words_of(json.loads((repository / f"schemas/{name}.schema.json").read_text(encoding="utf-8")))
    path.write_text("".join(quoted(word) + "\n" for word in sorted(words)), encoding="utf-8")


def plan_of(program, site):
    """A site may leave chargers out: its plan is written all the same."""
    command = [program, "plan", "--allow-errors", "--no-config", "--format", "json", str(site)]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
    return json.dumps(json.loads(done.stdout), separators=(",", ":"))


def main(repository, program, folder):
    sites = sorted((repository / "tests/golden").glob("*/*.site.*")) + sorted((repository / "examples").glob("*.site.*"))
    site_texts = [text for site in sites if len(text := site.read_bytes()) <= LARGEST]
    plan_sites = sorted((repository / "tests/fuzz/sites").glob("*.site.yaml"))
    site_texts += [site.read_bytes() for site in plan_sites]
    plans = [plan_of(program, site).encode() for site in plan_sites]
    inputs = {
        "read": site_texts,
        "whole": site_texts,
        "documents": plans,
    }
    for name, texts in inputs.items():
        corpus = folder / "corpus" / name
        corpus.mkdir(parents=True, exist_ok=True)
        kept = [found.read_bytes() for found in sorted((repository / "tests/fuzz/corpus" / name).glob("*"))]
        for number, text in enumerate(texts + kept):
            (corpus / f"seed-{number:04}").write_bytes(text)
    write_dictionary(repository, folder / "words.dict")


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))
