#!/usr/bin/python3
"""What the program writes as JSON is what its schemas say, and what they forbid they find.

Arguments: the repository root and the built program. Validates every committed plan, and what the program
writes for every example and golden, against schemas/{plan,diagnostics}.schema.json.
"""

import copy
import json
import subprocess
import sys
from pathlib import Path

import jsonschema


def output_of(program, arguments, root, text="", codes=(0, 1, 4)):
    """The JSON that a command prints, given a text as its input; None where it prints nothing."""
    done = subprocess.run(
        [program, *arguments], cwd=root, input=text.encode(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False
    )
    if done.returncode not in codes:
        raise SystemExit(f"{' '.join(arguments)}: exit {done.returncode}\n{done.stderr.decode()}")
    return json.loads(done.stdout) if done.stdout else None


def faults(validator, document, name):
    return [f"{name}: {error.json_path}: {error.message[:200]}" for error in validator.iter_errors(document)]


UNITS = {"_a": "ampere", "_m": "metre", "_h": "hours", "_dbm": "dBm", "_kw": "kilowatt", "_kwh": "kilowatt hours"}


def schemas_inside(schema, path):
    """A schema and all schemas that it is made of, with their paths."""
    yield schema, path
    parts = [(schema["items"], path)] if "items" in schema else []
    parts += [(inner, path) for inner in schema.get("anyOf", [])]
    parts += [(inner, f"{path}.{key}") for key, inner in schema.get("properties", {}).items()]
    parts += [(inner, f"{path}.{name}") for name, inner in schema.get("$defs", {}).items()]
    for inner, inner_path in parts:
        yield from schemas_inside(inner, inner_path)


def shortcomings(schema, name):
    """Members without a description, or with a unit in the key alone; objects that are open to any key."""
    told = []
    for inner, path in schemas_inside(schema, name):
        if "properties" in inner and inner.get("additionalProperties") is not False:
            told.append(f"{path} is open to any key")
        for key, value in inner.get("properties", {}).items():
            description = value.get("description", "")
            if not description and "$ref" not in value:
                told.append(f"{path}.{key} has no description")
            for ending, unit in UNITS.items():
                if key.endswith(ending) and unit not in description:
                    told.append(f"{path}.{key} does not name its unit, {unit}")
    return told


def changed(document, path, value):
    """A copy with one value replaced, or taken away where `value` is None."""
    copied = copy.deepcopy(document)
    at = copied
    for step in path[:-1]:
        at = at[step]
    if value is None:
        del at[path[-1]]
    else:
        at[path[-1]] = value
    return copied


BROKEN_PLANS = [
    (["format"], "ampsite-plan/2"),
    (["load"], None),
    (["colour"], "green"),
    (["site", "digest"], "short"),
    (["connectivity", "chargers", 0, "link"], "4g"),
    (["connectivity", "chargers", 0, "id"], None),
    (["connectivity", "totals", "wifi"], 1.5),
    (["load", "wiring", 0, "phases", 0], "L4"),
    (["load", "wiring", 0, "wiring_id"], 19),
    (["load", "cases", 0, "name"], "two_phase"),
    (["load", "cases", 0, "chargers", 0, "fair_a"], "6 A"),
    (["load", "cases", 0, "chargers", 0, "bottleneck"], {"node": "main"}),
    (["load", "cases", 0, "nodes", 0, "limit_a", "L4"], 10),
    (["load", "cases", 0, "simultaneous", "upper_bound"], None),
    (["load", "cases", 0, "simultaneous", "time_share"], 1.5),
    (["load", "cases", 0, "capacity_curve"], [{"active": 0, "guaranteed_a": 6, "typical_a": 6, "energy_kwh": 1}]),
    (["load", "wiring_proof"], {"guaranteed_a": 6, "upper_bound_a": 6, "cut": []}),
    (["load", "improvements"], [{"nodes": [], "change": "fuse", "from_a": 63}]),
    (["load", "offline", 0, "offline_a"], -1),
    (["portal", "network_type"], 5),
    (["portal", "circuits"], [{"id": "K1", "max_current_a": 32}]),
    (["connectivity", "access_points"], [{"id": "ap-1", "channel": 5, "changed": False}]),
    (["connectivity", "proof"], [{"level": "cost", "value": 1, "bound": 1}]),
    (["materials"], [{"item": "PLC module", "quantity": 0, "for": "K1"}]),
    (["firewall"], [{"protocol": "icmp", "port": 1, "host": "any"}]),
    (["checklist"], [{"step": "measure"}]),
]

BROKEN_DIAGNOSTICS = [
    (["format"], "ampsite-diagnostics/2"),
    (["summary", "errors"], None),
    (["summary", "errors"], -1),
    (["diagnostics", 0, "rule"], "AMP1"),
    (["diagnostics", 0, "severity"], "fatal"),
    (["diagnostics", 0, "line"], 0),
    (["diagnostics", 0, "fingerprint"], "0123"),
    (["diagnostics", 0, "colour"], "red"),
    (["diagnostics", 0, "related"], None),
    (["diagnostics", 0, "message"], 7),
]

BROKEN_UNCHECKED = [(["unchecked"], []), (["unchecked", 0, "file"], None), (["unchecked", 0, "why"], 2)]

NO_CHARGER = """
ampsite: 1
site: {name: Empty}
grid: {system: TN-S}
supply: {id: main, fuse_a: 63}
"""

# Without neutral, by vectors, with a module, a gateway, 4G to activate, vehicles, a charger that gets no link, one that
# has no room, base loads and limits for each line, access points that hear each other, and a DHCP pool too small.
EVERYTHING = """
ampsite: 1
site: {name: "a|b <c> `d`", country: NO, reference: P-1, address: x, owner: y, installer: z, date: 2026-01-31}
grid: {system: IT, short_circuit: {max_ka: 10, min_ka: 1.2}}
planning: {current_model: phasor, link_preference: [wifi, [plc, lte]], cost: {plc_module: 900, lte_month: 20}}
supply:
  id: main
  fuse_a: 125
  limit_a: {L1: 60, L2: 70, L3: 80}
  base_load_a: {L1: 5, L2: 6, L3: 7}
  circuits:
    - id: K1
      fuse_a: 63
      length_m: 60
      plc_modules: [{id: plc-1, position_m: 30, terminals: [L1, L3, PE], standard: homeplug-av2, key_label: A, fuse_a: 10}]
      chargers:
        - {id: A1, position_m: 10, rssi_dbm: {ap-1: -55, ap-2: -70}, vehicle: {phases: 1, max_a: 16}}
        - {id: A2, position_m: 20, rssi_dbm: -80, phases: [L2, L3, L1], fixed: true, lte: {coverage: high, sim: inactive}}
        - {id: A3, position_m: 40, rssi_dbm: -80, link: wifi, access_point: ap-1}
    - id: K2
      fuse_a: 40
      length_m: 60
      chargers:
        - {id: B1, position_m: 10, rssi_dbm: -60}
        - {id: B2, position_m: 20}
        - {id: B3, position_m: 30, min_a: 16, max_a: 10}
        - {id: B4}
network:
  access_points:
    - {id: ap-1, bands_ghz: [2.4], standards: [n], channel: 1, max_clients: 1, hears: {ap-2: -50}}
    - {id: ap-2, bands_ghz: [2.4], standards: [n], channel: 1}
  dhcp: {addresses: 1}
  dns: [10.0.0.1]
  firewall: {outbound: [{protocol: tcp, port: 443, host: any}]}
  lte: {operator: x, survey: doors-closed}
"""


def accepted_breaks(validator, document, breaks, name):
    told = []
    for path, value in breaks:
        if validator.is_valid(changed(document, path, value)):
            told.append(f"{name}: {path} as {value!r} is accepted")
    return told


def main(root, program):
    validators = {}
    told = []
    for name in ("site", "plan", "diagnostics", "config"):
        schema = json.loads((root / f"schemas/{name}.schema.json").read_text(encoding="utf-8"))
        jsonschema.Draft202012Validator.check_schema(schema)
        validators[name] = jsonschema.Draft202012Validator(schema)
        if name in ("plan", "diagnostics"):
            told += shortcomings(schema, name)

    examples = sorted((root / "examples").glob("*.site.yaml"))
    goldens = sorted((root / "tests/golden").glob("*/*.site.yaml"))
    committed = sorted((root / "examples").glob("*.plan.json"))
    if not examples or not goldens or not committed:
        return ["no examples, goldens or committed plans found"]
    for path in committed:
        plan = json.loads(path.read_text(encoding="utf-8"))
        told += faults(validators["plan"], plan, path.name)
        told += accepted_breaks(validators["plan"], plan, BROKEN_PLANS, path.name)
    plans = 0
    for path in examples + goldens:
        plan = output_of(program, ["plan", "--no-config", "--allow-errors", "--format", "json", str(path)], root)
        if plan is not None:
            plans += 1
            told += faults(validators["plan"], plan, path.name)
    for name, text in (("no charger", NO_CHARGER), ("everything", EVERYTHING)):
        plan = output_of(program, ["plan", "--no-config", "--allow-errors", "--format", "json", "-"], root, text)
        if plan is None:
            told.append(f"{name}: no plan was written")
        else:
            told += faults(validators["plan"], plan, name)
    sites = [str(path) for path in examples + goldens]
    report = output_of(program, ["validate", "--no-config", "--format", "json", *sites], root)
    told += faults(validators["diagnostics"], report, "diagnostics of the goldens")
    told += accepted_breaks(validators["diagnostics"], report, BROKEN_DIAGNOSTICS, "diagnostics")
    unchecked = output_of(program, ["validate", "--format", "json", "gone.site.yaml", sites[0]], root, codes=(2,))
    told += faults(validators["diagnostics"], unchecked, "a file that is not there")
    told += accepted_breaks(validators["diagnostics"], unchecked, BROKEN_UNCHECKED, "a file that is not there")
    print(f"{plans} plans and {len(report['diagnostics'])} diagnostics held against their schemas")
    if plans < len(goldens) // 2 or len(report["diagnostics"]) < len(goldens) // 2:
        told.append("fewer plans or diagnostics than there should be")
    return told


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: report_schemas.py REPOSITORY PROGRAM")
    told = main(Path(sys.argv[1]).resolve(), sys.argv[2])
    for line in told[:100]:
        print(line)
    sys.exit(1 if told else 0)
