#!/usr/bin/env python3
"""Relative links of all pages below a folder lead to something that is there. Usage: links.py FOLDER"""

import re
import sys
from pathlib import Path


def links_of(page):
    """Each link of the text, not of what stands in it as code: its line, and the path in front of a "#"."""
    text = re.sub(r"^```.*?^```$", lambda code: "\n" * code[0].count("\n"), page.read_text(encoding="utf-8"),
                  flags=re.M | re.S)
    text = re.sub(r"`[^`\n]*`", "code", text)
    for link in re.finditer(r"\]\(([^)#\s]+)[^)]*\)", text):
        if "://" not in link[1]:
            yield text.count("\n", 0, link.start()) + 1, link[1]


def main(folder):
    found, lost = 0, 0
    for page in sorted(folder.rglob("*.md")):
        for line, target in links_of(page):
            found += 1
            if not (page.parent / target).exists():
                print(f"{page}:{line}: {target} is not there")
                lost += 1
    if found == 0:
        print(f"{folder}: no links")
    return 1 if lost or not found else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
