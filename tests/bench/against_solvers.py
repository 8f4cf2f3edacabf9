#!/usr/bin/python3
"""The choice of lines against generic solvers, on the same sites in one run.

For each site: the largest smallest one-phase current and the milliseconds, by ampsite, by HiGHS (scipy), CBC and GLPK.
The integer program is the one of tests/oracle/programs.py, with a variable for each charger and line; "HiGHS, classes"
solves it with chargers that are alike taken together, as a careful modeller would write it. The ratios are to
ampsite's (a), the smallest current with its proof, which is what the program asks for, and to all of ampsite's wiring,
(a) to (d). Times are of the processor; those of CBC and GLPK include reading the program.

    against_solvers.py PLAN_BENCH [--chargers N]... [--limit SECONDS] [--solvers NAME,...] [--smoke]

Exits with 1 where a solver that came to its end has another result, or where HiGHS takes less than 1,000 times as long
as (a) at 1,000 chargers.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "oracle"))

import limits  # noqa: E402
import programs  # noqa: E402
import sites  # noqa: E402

SAME_A = 1e-5
LEAST_RATIO = 1000
SOLVERS = {
    "highs": ("HiGHS", programs.solve_by_highs, False),
    "highs-classes": ("HiGHS, classes", programs.solve_by_highs, True),
    "cbc": ("CBC", programs.solve_by_cbc, False),
    "cbc-classes": ("CBC, classes", programs.solve_by_cbc, True),
    "glpk": ("GLPK", programs.solve_by_glpk, False),
    "glpk-classes": ("GLPK, classes", programs.solve_by_glpk, True),
}


def ours(plan_bench, name, text):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{name}.site.json"
        path.write_text(text, encoding="utf-8")
        done = subprocess.run([plan_bench, "--json", str(path)], stdout=subprocess.PIPE, check=True)
    return json.loads(done.stdout)[0]


def on_plc(document):
    """In these sites whoever is out of reach of WiFi is on PLC."""

    def chargers(node):
        yield from node.get("chargers", [])
        for circuit in node.get("circuits", []):
            yield from chargers(circuit)

    return {charger["id"] for charger in chargers(document["supply"]) if "rssi_dbm" not in charger}


def print_row(name, solver, milliseconds, current_a, ratios, state):
    current = "none" if current_a is None else f"{current_a:.6f}"
    shown = " ".join(f"{ratio:>11,.0f} x" for ratio in ratios)
    print(f"{name:<38} {solver:<16} {milliseconds:>12.3f} {current:>12} {shown:>27}  {state}", flush=True)


def compare(plan_bench, chargers, limit_s, solvers):
    """Whether all is as it has to be."""
    good = True
    for name, text in sites.measured_sites(chargers):
        mine = ours(plan_bench, name, text)
        guaranteed_a = mine["guaranteed_a"]
        print_row(name, "ampsite (a)", mine["smallest_ms"], guaranteed_a, [], "proved by its cut")
        print_row(name, "ampsite (a)-(d)", mine["wiring_ms"], guaranteed_a, [], "proved by its cut")
        document = json.loads(text)
        site = limits.read(document, on_plc(document))
        for solver in solvers:
            title, solve, grouped = SOLVERS[solver]
            solved = solve(site, programs.wiring_program(site, grouped), limit_s)
            milliseconds = solved.seconds * 1000
            ratios = [milliseconds / mine["smallest_ms"], milliseconds / mine["wiring_ms"]]
            differs = solved.smallest_a is not None and solved.smallest_a > guaranteed_a + SAME_A
            if solved.state == "optimal":
                differs = solved.smallest_a is None or abs(solved.smallest_a - guaranteed_a) > SAME_A
            slow = solver == "highs" and chargers == 1000 and ratios[0] < LEAST_RATIO
            state = solved.state + ("   DIFFERS" if differs else "") + ("   MISSED" if slow else "")
            print_row(name, title, milliseconds, solved.smallest_a, ratios, state)
            good = good and not differs and not slow
    return good


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("plan_bench")
    parser.add_argument("--chargers", type=int, action="append")
    parser.add_argument("--limit", type=int, default=120)
    parser.add_argument("--solvers", default=",".join(SOLVERS))
    parser.add_argument("--smoke", action="store_true")
    arguments = parser.parse_args()
    sizes = arguments.chargers or ([30] if arguments.smoke else [100, 1000, 10000])
    limit_s = 5 if arguments.smoke else arguments.limit
    print(f"{'site':<38} {'solver':<16} {'milliseconds':>12} {'smallest A':>12} {'to (a)':>13} {'to (a)-(d)':>13}")
    good = [compare(arguments.plan_bench, size, limit_s, arguments.solvers.split(",")) for size in sizes]
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
