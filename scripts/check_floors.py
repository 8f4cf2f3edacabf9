#!/usr/bin/python3
"""Includes point down the floors of the house, never up.

A floor may include itself and the floors before it; apps/ampsite and ampsite.h, what other programs see of the library,
stand on all of them. Within plan/, verify/ shares no code with the optimisers.
"""

import pathlib
import re
import sys

FLOORS = ["source", "site", "read", "electric", "rules", "plan", "report"]
TOP = {"ampsite.h", "ampsite.cpp"}
APART = {("plan/verify", "plan/connectivity"), ("plan/verify", "plan/load")}
INCLUDE = re.compile(r'^\s*#\s*include\s*"([^"]+)"')


def floor_number(include):
    """The floor of an include such as "ampsite/site/line.h", or None where it names no floor."""
    parts = include.split("/")
    if len(parts) < 3 or parts[0] != "ampsite" or parts[1] not in FLOORS:
        return None
    return FLOORS.index(parts[1])


def faults_of(path, floor, house):
    folder = path.parent.relative_to(house).as_posix()
    for number, text in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        match = INCLUDE.match(text)
        if not match:
            continue
        include = match.group(1)
        place = f"{path}:{number}"
        if not include.startswith("ampsite/"):
            yield f'{place}: "{include}" is no path from lib; write "ampsite/..."'
            continue
        if include != "ampsite/version.h" and floor_number(include) is None:
            yield f'{place}: "{include}" is on no floor'
        elif (floor_number(include) or 0) > floor:
            yield f'{place}: {FLOORS[floor]} must not include "{include}", which is above it'
        for low, other in APART:
            if folder.startswith(low) and include.startswith(f"ampsite/{other}/"):
                yield f'{place}: {low} must not include "{include}"'


def main():
    root = pathlib.Path(__file__).resolve().parent.parent
    house = root / "lib" / "ampsite"
    faults = []
    count = 0
    for path in sorted(house.rglob("*")):
        if path.suffix not in (".h", ".cpp"):
            continue
        count += 1
        name = path.relative_to(house).parts[0]
        if name in TOP:
            continue
        if name not in FLOORS:
            faults.append(f"{path}: stands on no floor; the floors are {', '.join(FLOORS)}")
            continue
        faults.extend(faults_of(path, FLOORS.index(name), house))
    for fault in faults:
        print(fault.replace(f"{root}/", ""))
    print(f"{count} files, {len(faults)} includes that point up" if faults else f"{count} files, every include points down")
    return 1 if faults or count == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
