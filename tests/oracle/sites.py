"""Seeded site files, small ones of every shape and large ones of a garage's, as JSON.

The same seed gives the same bytes.

    sites.py FOLDER                 the sites that plans are measured on, and some of odd shapes
    sites.py FOLDER --chargers N    those of N chargers only
"""

import argparse
import itertools
import json
import random
from pathlib import Path

import ampacities

LINES = ["L1", "L2", "L3"]
ROTATIONS = [["L1", "L2", "L3"], ["L2", "L3", "L1"], ["L3", "L1", "L2"]]
FUSES_A = [16, 20, 25, 32, 40, 50, 63, 80, 100, 125]
MOST_A = 100000  # that a file may state
FREE, FIXED, PLC = "free", "fixed", "plc"


class Dice:
    """Whole numbers from a seed; only random() itself is the same in every version of Python."""

    def __init__(self, seed):
        self.random = random.Random(seed).random

    def between(self, low, high):
        return low + int(self.random() * (high - low + 1))

    def one_in(self, times):
        return self.between(1, times) == 1

    def of(self, choices):
        return choices[self.between(0, len(choices) - 1)]


def site_of(name, neutral, planning, supply):
    grid = {"system": "TN-S", "voltage_v": 400} if neutral else {"system": "IT", "voltage_v": 230}
    grid["short_circuit"] = {"max_ka": 10, "min_ka": 5}
    points = [
        {"id": f"ap-{k}", "bands_ghz": [2.4], "standards": ["b", "g", "n"], "channel": [1, 6, 11][k % 3]}
        for k in range(1, 61)
    ]
    return {
        "ampsite": 1,
        "site": {"name": name},
        "grid": grid,
        "supply": supply,
        "network": {"access_points": points, "dhcp": {"addresses": 1000000}},
        "planning": planning,
    }


def linked(charger, kind, place):
    """Charger on WiFi, or out of reach of all but PLC."""
    if kind != PLC:
        charger["rssi_dbm"] = -60
        charger["access_point"] = f"ap-{place % 60 + 1}"
    return charger


# Small sites


def currents(dice, low, high):
    """One number, or one for each line; now and then nothing on a line."""
    if dice.one_in(2):
        return dice.between(low, high)
    return {line: 0 if dice.one_in(12) else dice.between(low, high) + dice.of([0, 0, 0.5]) for line in LINES}


def small_charger(dice, number, lines, neutral, plc_possible):
    kind = dice.of([FREE, FREE, FREE, FIXED, PLC if plc_possible else FREE])
    charger = {"id": f"A{number}", "position_m": dice.between(1, 38)}
    if kind == FIXED:
        fed = dice.of(ROTATIONS) if len(lines) == 3 and not dice.one_in(5) else lines
        if len(fed) < 3 or dice.one_in(6):
            fed = fed[: 1 if neutral else 2]
        charger.update(phases=fed, fixed=True)
    elif len(lines) == 3 and dice.one_in(4):
        charger["phases"] = dice.of(ROTATIONS)
    if dice.one_in(4):
        charger["max_a"] = dice.between(6, 32)
    if dice.one_in(6):
        charger["fuse_a"] = dice.of([16, 20, 25])
    if dice.one_in(4):
        charger["vehicle"] = {"phases": dice.of([1, 3]), "max_a": dice.between(6, 32)}
    return linked(charger, kind, number)


def small_circuit(dice, numbers, chargers, lines, neutral, depth):
    number = next(numbers)
    circuit = {"id": f"K{number}", "fuse_a": dice.of(FUSES_A[4:] if depth < 2 else FUSES_A), "length_m": 40}
    if depth > 0 and len(lines) == 3 and dice.one_in(8):
        lines = dice.of([["L1"], ["L2", "L3"], ["L1", "L2"]] if neutral else [["L1", "L3"], ["L2", "L3"]])
        circuit["phases"] = lines
    if dice.one_in(2):
        circuit["limit_a"] = currents(dice, 4, 60)
    if dice.one_in(3):
        circuit["base_load_a"] = currents(dice, 0, 8)
    parts = dice.between(1, 3) if depth < 3 and chargers > 1 else 0
    own = chargers if parts == 0 else dice.between(0, chargers // 2)
    plc_possible = dice.one_in(2) and lines[0] == "L1" and (neutral or lines[-1] == "L3")
    if plc_possible:
        pair = ([lines[0], "N"] if neutral else [lines[0], lines[-1]]) + ["PE"]
        circuit["plc_modules"] = [
            {"id": f"plc-{number}", "position_m": 20, "terminals": pair, "standard": "homeplug-av2"}
        ]
    circuit["chargers"] = [small_charger(dice, next(numbers), lines, neutral, plc_possible) for _ in range(own)]
    left = chargers - own
    circuit["circuits"] = []
    for part in range(parts):
        share = left if part == parts - 1 else dice.between(0, left)
        left -= share
        if share > 0:
            circuit["circuits"].append(small_circuit(dice, numbers, share, lines, neutral, depth + 1))
    return circuit


def small_cable(dice):
    """With all that the tables need, or now and then with something missing."""
    insulation, method, _ = dice.of(list(ampacities.TABLE_A))
    cable = {"size_mm2": dice.of(ampacities.SIZES_MM2), "material": "copper", "insulation": insulation}
    cable.update(method=method, grouped=dice.between(1, 4))
    if dice.one_in(2):
        cable["ambient_c"] = dice.of([25, 30, 40])
    if not dice.one_in(4):
        cable["arrangement"] = "bunched"
    if dice.one_in(6):
        cable["ampacity_a"] = dice.between(20, 80)
    if dice.one_in(6):
        del cable[dice.of(ampacities.NEEDED)]
    return cable


def lay_cables(dice, circuit):
    if dice.one_in(3):
        circuit["cable"] = small_cable(dice)
    if dice.one_in(6):
        circuit["device"] = {"setting_a": dice.between(10, 80)}
        if dice.one_in(2):
            circuit["device"]["type"] = dice.of(["gg", "mcb-c", "mccb"])
    for below in circuit["circuits"]:
        lay_cables(dice, below)


def small_site(chargers, seed):
    dice = Dice(seed)
    neutral = dice.one_in(2)
    planning = {"one_phase_line": dice.of(["charger", "terminal"])}
    if not neutral and dice.one_in(4):
        planning["current_model"] = "phasor"
    supply = small_circuit(dice, itertools.count(1), chargers, LINES, neutral, 0)
    lay_cables(dice, supply)
    return site_of(f"Small site {seed}", neutral, planning, supply)


# Large sites: levels below the supply, circuits of 25 to 40 chargers below each level


def large_charger(dice, number, place, some_bound):
    charger = {"id": f"A{number:05}", "position_m": 2 * (place + 1), "fuse_a": 40}
    lot = dice.between(1, 15) if some_bound else 15
    kind = FIXED if lot <= 5 else PLC if lot <= 8 else FREE
    if kind == FIXED:
        charger.update(phases=dice.of(ROTATIONS), fixed=True)
    charger["vehicle"] = {"phases": dice.of([1, 3]), "max_a": dice.of([16, 32])}
    return linked(charger, kind, number)


def large_circuit(dice, number, first, chargers, pair, some_bound):
    circuit = {"id": f"K{number}", "kind": "busbar", "rated_a": 250, "fuse_a": 250, "length_m": 2 * (chargers + 1)}
    circuit["limit_a"] = {line: dice.between(6 * chargers, 250) for line in LINES}
    if some_bound:
        module = {"id": f"plc-{number}", "position_m": chargers, "terminals": pair, "standard": "homeplug-av2"}
        circuit["plc_modules"] = [module]
    circuit["chargers"] = [large_charger(dice, first + k, k, some_bound) for k in range(chargers)]
    return circuit


def large_site(chargers, seed, neutral, some_bound):
    """With the terminal deciding on a one-phase car's line, so that wiring and PLC bind it. `some_bound`: a third of
    the chargers fixed, a fifth on PLC."""
    dice = Dice(seed)
    pair = ["L1", "N", "PE"] if neutral else ["L1", "L3", "PE"]
    levels = []
    placed = circuits = 0
    while placed < chargers:
        level = {"id": f"E{len(levels) + 1}", "fuse_a": 2000, "device": {"type": "mccb"}}
        level["base_load_a"] = {"L1": 20, "L2": 17, "L3": 15}
        before = placed
        level["circuits"] = []
        while placed < chargers and len(level["circuits"]) < 8:
            circuits += 1
            count = min(chargers - placed, dice.between(25, 40))
            level["circuits"].append(large_circuit(dice, circuits, placed + 1, count, pair, some_bound))
            placed += count
        level["limit_a"] = {line: dice.between(5 * (placed - before), 1800) for line in LINES}
        levels.append(level)
    supply = {"id": "main", "fuse_a": min(2000 * len(levels), MOST_A), "device": {"type": "mccb"}, "circuits": levels}
    supply["limit_a"] = {line: min(dice.between(4 * chargers, 6 * chargers), MOST_A) for line in LINES}
    return site_of(f"Garage {seed}", neutral, {"one_phase_line": "terminal"}, supply)


# Odd shapes: what large garages are not, and where time goes that they do not show


def odd_charger(dice, number, **more):
    charger = {"id": f"A{number}", "rssi_dbm": -60, "access_point": f"ap-{number % 60 + 1}"}
    charger["max_a"] = dice.between(1200, 3200) / 100
    return {**charger, **more}


def own_circuits(chargers, dice):
    """Each charger on a circuit of its own, all limits different."""
    circuits = []
    for k in range(1, chargers + 1):
        limit = {line: dice.between(8000, 16000) / 1000 for line in LINES}
        own = [odd_charger(dice, k)]
        circuits.append({"id": f"K{k}", "fuse_a": dice.of(FUSES_A[:4]), "limit_a": limit, "chargers": own})
    return circuits


def chains(chargers, dice):
    """Chains of 20 circuits, each with one charger and below the one before, all limits different."""
    circuits = []
    for k in range(1, chargers + 1):
        limit = {line: dice.between(10000, 60000) / 1000 for line in LINES}
        vehicle = {"phases": dice.of([1, 3])}
        own = [odd_charger(dice, k, min_a=dice.between(6, 12), vehicle=vehicle)]
        circuit = {"id": f"K{k}", "fuse_a": 63, "limit_a": limit, "chargers": own}
        if k % 20 == 1:
            circuits.append(circuit)
        else:
            above["circuits"] = [circuit]
        above = circuit
    return circuits


def odd_sites(chargers):
    """Name and text of the sites of so many chargers."""
    for shape, circuits_of in (("own-circuits", own_circuits), ("chains", chains)):
        for model in ("arithmetic", "phasor"):
            supply = {"id": "main", "fuse_a": MOST_A, "device": {"type": "mccb"}, "limit_a": chargers * 0.3}
            supply["circuits"] = circuits_of(chargers, Dice(2044))
            planning = {"one_phase_line": "terminal", "current_model": model}
            yield f"{chargers}-{shape}-{model}", text_of(site_of(f"Odd {shape}", False, planning, supply))


def text_of(site):
    """JSON with a charger a line."""
    return json.dumps(site).replace('{"id": ', '\n{"id": ') + "\n"


def measured_sites(chargers):
    """Name and text of the sites that plans of so many chargers are measured on."""
    for neutral in (True, False):
        for some_bound in (False, True):
            name = f"{chargers}-{'with' if neutral else 'without'}-neutral-{'some-bound' if some_bound else 'all-free'}"
            yield name, text_of(large_site(chargers, 2044, neutral, some_bound))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--chargers", type=int, action="append")
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    for chargers in arguments.chargers or (100, 1000, 10000, 50000):
        for name, text in itertools.chain(measured_sites(chargers), odd_sites(chargers)):
            (arguments.folder / f"{name}.site.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
