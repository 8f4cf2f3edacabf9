"""What a site's lines may carry and its chargers may use: worked out from the file's values alone.

This is the second opinion on the program's numbers, so it shares nothing with it but the contract, docs/plan.md.
"""

from dataclasses import dataclass, field

import ampacities

LINES = ("L1", "L2", "L3")
MOST_A = 32


@dataclass
class Charger:
    """`options`: what its one-phase car can use; `lines`: all that it is or would be wired to."""

    id: str
    node: int
    own_a: float
    vehicle: dict
    fixed_wiring: list
    stated_wiring: list
    circuit_lines: tuple
    options: list = field(default_factory=list)


@dataclass
class Node:
    id: str
    parent: int
    lines: tuple
    limit_a: dict


@dataclass
class Site:
    neutral: bool
    terminal_decides: bool
    arithmetic: bool
    nodes: list  # each before its children
    chargers: list


def per_line(value, default):
    """A number for all lines, or one for each that the map names."""
    if isinstance(value, dict):
        return {line: value.get(line, default) for line in LINES}
    return {line: default if value is None else value for line in LINES}


def carries_a(node, lines, neutral):
    if node.get("kind") == "busbar":
        conductor_a = node.get("rated_a")
    else:
        conductor_a = ampacities.carries_a(node.get("cable", {}), len(lines), neutral)
    device = node.get("device", {})
    setting_a = device.get("setting_a") if device.get("type", "mccb") == "mccb" else None
    return min(each for each in (node["fuse_a"], setting_a, conductor_a) if each is not None)


def read(document, on_plc):
    """`on_plc`: ids of the chargers that talk over PLC, as clients or as gateways."""
    neutral = document["grid"].get("neutral", document["grid"]["system"] != "IT")
    planning = document.get("planning", {})
    decides = planning.get("one_phase_line", "charger" if neutral else "terminal")
    model = planning.get("current_model", "arithmetic")
    site = Site(neutral, decides == "terminal", neutral or model == "arithmetic", [], [])
    read_node(site, document["supply"], -1, LINES)
    for charger in site.chargers:
        charger.options = options(site, charger, charger.id in on_plc)
    return site


def read_node(site, node, parent, fed):
    """Appends the node with all below it; the base loads on its lines, its own and of those below."""
    lines = tuple(line for line in fed if line in node.get("phases", LINES))
    index = len(site.nodes)
    site.nodes.append(Node(node["id"], parent, lines, {}))
    for charger in node.get("chargers", []):
        wiring = charger.get("phases")
        fixed = wiring if charger.get("fixed") else None
        most_a = min(MOST_A, charger.get("max_a", MOST_A), charger.get("fuse_a", MOST_A))
        vehicle = charger.get("vehicle")
        site.chargers.append(Charger(charger["id"], index, most_a, vehicle, fixed, wiring, lines))
    own_a = per_line(node.get("base_load_a"), 0)
    loads_a = {line: own_a[line] if line in lines else 0 for line in LINES}
    for circuit in node.get("circuits", []):
        below_a = read_node(site, circuit, index, lines)
        loads_a = {line: loads_a[line] + below_a[line] for line in LINES}
    for line in LINES:
        left_a = carries_a(node, lines, site.neutral) - loads_a[line]
        limit_a = per_line(node.get("limit_a"), left_a)[line]
        site.nodes[index].limit_a[line] = max(0.0, min(limit_a, left_a)) if line in lines else 0.0
    return loads_a


def terminal_use(wiring, neutral):
    """Terminal L1; without neutral the pair of terminals L1 and N."""
    return frozenset([wiring[0]] if neutral else [wiring[0], wiring[-1]])


def all_uses(lines, neutral):
    if neutral:
        return [frozenset([line]) for line in lines]
    return [frozenset([a, b]) for a in lines for b in lines if a < b]


def options(site, charger, on_plc):
    """The lines, or pairs, that its one-phase car may be put on (docs/plan.md, "Wiring")."""
    if charger.fixed_wiring and (site.terminal_decides or len(charger.fixed_wiring) < 3):
        return [terminal_use(charger.fixed_wiring, site.neutral)]
    if charger.fixed_wiring:
        return all_uses(LINES, site.neutral)
    lines = charger.circuit_lines
    plc_use = frozenset(lines[:1]) if site.neutral else frozenset([lines[0], lines[-1]])
    if not site.terminal_decides and charger.stated_wiring and not on_plc:
        return all_uses([line for line in LINES if line in charger.stated_wiring], site.neutral)
    if on_plc and (site.terminal_decides or len(lines) < 3):
        return [plc_use]
    return all_uses(lines, site.neutral)
