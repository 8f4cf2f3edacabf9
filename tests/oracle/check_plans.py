#!/usr/bin/python3
"""Plans of seeded small sites agree with general solvers.

For each site the program's plan is held against a second opinion that starts from the file's values: what each line
may carry; the smallest one-phase current that any choice of lines gives, as an integer program; and the max-min fair
currents of each case, as linear programs (where currents add up).

    check_plans.py PROGRAM [--sites N] [--first-seed N] [--most-chargers N]

Exits with 1 where they differ, and prints the seeds.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import limits
import programs
import sites

# Plans round currents down to 3 decimals; the solvers keep their constraints to 1e-6 or so.
ROUNDED_A = 1e-3
SOLVED_A = 2e-5


class Failed(Exception):
    """The program wrote no plan."""


def plan_of(program, text):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "oracle.site.json"
        path.write_text(text, encoding="utf-8")
        command = [program, "plan", "--no-config", "--allow-errors", "--format", "json", str(path)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1, 4) or not done.stdout:
        raise Failed(f"exit {done.returncode} {done.stderr}")
    return json.loads(done.stdout)


def is_rounded_down(printed_a, exact_a):
    return printed_a - SOLVED_A <= exact_a <= printed_a + ROUNDED_A + SOLVED_A


def chargers_on_plc(plan):
    links = plan["connectivity"]["chargers"]
    gateways = {network["id"] for network in plan["connectivity"]["plc_networks"] if network["source"] == "gateway"}
    return {link["id"] for link in links if link["link"] == "plc"} | gateways


def limit_faults(site, plan):
    for node, planned in zip(site.nodes, plan["load"]["cases"][0]["nodes"], strict=True):
        for line in node.lines:
            if not is_rounded_down(planned["limit_a"][line], node.limit_a[line]):
                yield f"{node.id} on {line}: limit_a {planned['limit_a'][line]}, not {node.limit_a[line]}"


def wiring_faults(site, plan):
    """The choice is open to each charger, gives what it promises, and no other gives more."""
    uses = {wiring["charger"]: frozenset(wiring["one_phase_on"]) for wiring in plan["load"]["wiring"]}
    for charger in site.chargers:
        if uses[charger.id] not in charger.options:
            yield f"{charger.id}: a one-phase car on {sorted(uses[charger.id])} is not open to it"
            return
    program = programs.wiring_program(site, grouped=False)
    chosen = [int(uses[site.chargers[c].id] == frozenset(option)) for c, option in program.choices]
    guaranteed_a = plan["load"]["wiring_proof"]["guaranteed_a"]
    given_a = programs.smallest_a(site, program, chosen)
    if not is_rounded_down(guaranteed_a, given_a):
        yield f"guaranteed_a {guaranteed_a}, but the choice gives {given_a}"
    solved = programs.solve_by_highs(site, program, limit_s=20)
    best_a = solved.smallest_a
    if solved.state == "optimal" and not is_rounded_down(guaranteed_a, best_a):
        yield f"guaranteed_a {guaranteed_a}, but the integer program's optimum is {best_a}"
    elif best_a is not None and best_a > given_a + SOLVED_A:
        yield f"guaranteed_a {guaranteed_a}, but the integer program reaches {best_a} ({solved.state})"


def lines_in_case(site, plan, case):
    """The lines that each car loads."""
    wirings = {wiring["charger"]: wiring for wiring in plan["load"]["wiring"]}
    for charger in site.chargers:
        wiring = wirings[charger.id]
        vehicle = charger.vehicle or {}
        one_phase = case == "single_phase" or (case == "declared" and vehicle.get("phases", 3) == 1)
        # With one line, or one pair, any car is one-phase.
        one_phase = one_phase or len(wiring["phases"]) < 3
        yield set(wiring["one_phase_on"] if one_phase else wiring["phases"])


def fair_faults(site, plan):
    for case in plan["load"]["cases"]:
        own_a = [charger.own_a for charger in site.chargers]
        if case["name"] == "declared":
            own_a = [min(a, (c.vehicle or {}).get("max_a", a)) for a, c in zip(own_a, site.chargers)]
        fair_a = programs.fair_currents_a(site, list(lines_in_case(site, plan, case["name"])), own_a)
        planned = {charger["id"]: charger["fair_a"] for charger in case["chargers"]}
        for charger, current_a in zip(site.chargers, fair_a):
            if not is_rounded_down(planned[charger.id], current_a):
                yield f"{case['name']}: {charger.id} fair_a {planned[charger.id]}, but the linear program's {current_a}"


def faults(program, text):
    document = json.loads(text)
    try:
        plan = plan_of(program, text)
    except Failed as failed:
        yield str(failed)
        return
    site = limits.read(document, chargers_on_plc(plan))
    yield from limit_faults(site, plan)
    yield from wiring_faults(site, plan)
    if site.arithmetic:
        yield from fair_faults(site, plan)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("--sites", type=int, default=60)
    parser.add_argument("--first-seed", type=int, default=1)
    parser.add_argument("--most-chargers", type=int, default=40)
    arguments = parser.parse_args()
    differing = 0
    for seed in range(arguments.first_seed, arguments.first_seed + arguments.sites):
        chargers = 3 + seed % (arguments.most_chargers - 2)
        found = list(faults(arguments.program, sites.text_of(sites.small_site(chargers, seed))))
        differing += bool(found)
        for fault in found[:5]:
            print(f"seed {seed}, {chargers} chargers: {fault}", file=sys.stderr)
    print(f"{arguments.sites} sites: {differing} differ from the solvers")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
