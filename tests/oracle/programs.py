"""The load plan's questions as programs for generic solvers: wiring as an integer program, currents as linear ones."""

import resource
import subprocess
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import coo_array

from limits import LINES

# With presolve, HiGHS as of scipy 1.10 returns false optima of the integer program.
HIGHS_OPTIONS = {"presolve": False}


@dataclass
class WiringProgram:
    """Minimise t' with uses(v, l) <= C(v, l) * t': the smallest current is 1 / t', and no more than `own_a`.

    Columns: one for each charger (or class of chargers that are alike) and each of its options; then the uses of each
    line of each node but of leaves' own columns alone; t' last.
    """

    equal: coo_array  # rows that are equal to `counts`
    counts: np.ndarray
    most: coo_array  # rows that are at most 0
    column_most: np.ndarray
    choices: list  # of each column before the uses: (class, option)
    classes: list  # (node, options, chargers)
    own_a: float

    @property
    def columns(self):
        return len(self.column_most)


def wiring_program(site, grouped):
    """`grouped`: chargers that are alike are one class, counted; else each is one of its own."""
    alike = Counter()
    for place, charger in enumerate(site.chargers):
        key = (charger.node, tuple(sorted(tuple(sorted(use)) for use in charger.options)))
        alike[key if grouped else (*key, place)] += 1
    classes = [(key[0], key[1], count) for key, count in alike.items()]
    choices = [(c, option) for c, (_, options, _) in enumerate(classes) for option in options]
    first_use = len(choices)
    of_use = {(v, line): first_use + 3 * v + k for v in range(len(site.nodes)) for k, line in enumerate(LINES)}
    last = first_use + 3 * len(site.nodes)

    rows, columns, values, counts = [], [], [], [count for _, _, count in classes]
    for column, (c, _) in enumerate(choices):
        rows.append(c), columns.append(column), values.append(1)
    row_of = {}
    for (v, line), column in of_use.items():
        row_of[v, line] = len(counts)
        rows.append(len(counts)), columns.append(column), values.append(-1)
        counts.append(0)
    for (v, line), column in of_use.items():
        if site.nodes[v].parent >= 0:
            rows.append(row_of[site.nodes[v].parent, line]), columns.append(column), values.append(1)
    for column, (c, option) in enumerate(choices):
        for line in option:
            rows.append(row_of[classes[c][0], line]), columns.append(column), values.append(1)
    equal = coo_array((values, (rows, columns)), shape=(len(counts), last + 1))

    rows, columns, values = [], [], []
    for row, ((v, line), column) in enumerate(of_use.items()):
        rows += [row, row]
        columns += [column, last]
        values += [1, -site.nodes[v].limit_a[line]]
    most = coo_array((values, (rows, columns)), shape=(len(of_use), last + 1))
    column_most = np.full(last + 1, np.inf)
    column_most[:first_use] = [classes[c][2] for c, _ in choices]
    own_a = min((charger.own_a for charger in site.chargers), default=0)
    return WiringProgram(equal, np.array(counts, float), most, column_most, choices, classes, own_a)


@dataclass
class Solved:
    state: str  # "optimal", "time limit", or what the solver says
    seconds: float
    smallest_a: float = None  # of the choice that it returns, worked out anew from its whole numbers
    bound_a: float = None  # no choice gives more, says the solver


def smallest_a(site, program, counts):
    """The smallest current of the choice with so many chargers on each option; none where it is no choice."""
    placed = Counter()
    uses = Counter()
    for (c, option), count in zip(program.choices, counts):
        placed[c] += count
        for line in option:
            uses[program.classes[c][0], line] += count
    if any(placed[c] != count for c, (_, _, count) in enumerate(program.classes)):
        return None
    least_a = program.own_a
    for v in range(len(site.nodes) - 1, -1, -1):
        for line in LINES:
            if uses[v, line] > 0:
                least_a = min(least_a, site.nodes[v].limit_a[line] / uses[v, line])
            uses[site.nodes[v].parent, line] += uses[v, line]
    return least_a


def solve_by_highs(site, program, limit_s):
    integral = np.zeros(program.columns)
    integral[: len(program.choices)] = 1
    objective = np.zeros(program.columns)
    objective[-1] = 1
    # A line that carries nothing makes the program infeasible where a car needs it: the smallest current is 0.
    constraints = [
        LinearConstraint(program.equal.tocsc(), program.counts, program.counts),
        LinearConstraint(program.most.tocsc(), -np.inf, 0),
    ]
    began = time.process_time()
    found = milp(
        objective,
        integrality=integral,
        bounds=Bounds(0, program.column_most),
        constraints=constraints,
        options={**HIGHS_OPTIONS, "time_limit": limit_s, "mip_rel_gap": 0},
    )
    solved = Solved(found.message.splitlines()[0], time.process_time() - began)
    if found.status == 2:
        return Solved("optimal", solved.seconds, 0.0, 0.0)
    solved.state = {0: "optimal", 1: "time limit"}.get(found.status, solved.state)
    if found.x is not None:
        counts = [round(x) for x in found.x[: len(program.choices)]]
        solved.smallest_a = smallest_a(site, program, counts)
    if found.mip_dual_bound is not None and found.mip_dual_bound > 0:
        solved.bound_a = min(program.own_a, 1 / found.mip_dual_bound)
    return solved


def lp_text(program):
    """The program in the format that CBC and GLPK both read."""
    rows = [[] for _ in range(program.equal.shape[0])]
    for row, column, value in zip(program.equal.row, program.equal.col, program.equal.data):
        rows[row].append(f"{value:+g} x{column}")
    lines = ["Minimize", f" t: x{program.columns - 1}", "Subject To"]
    lines += [f" e{row}: {' '.join(terms)} = {count:g}" for row, (terms, count) in enumerate(zip(rows, program.counts))]
    rows = [[] for _ in range(program.most.shape[0])]
    for row, column, value in zip(program.most.row, program.most.col, program.most.data):
        if value != 0:
            rows[row].append(f"{value:+.15g} x{column}")
    lines += [f" m{row}: {' '.join(terms)} <= 0" for row, terms in enumerate(rows)]
    lines += ["Bounds"]
    lines += [f" 0 <= x{column} <= {program.column_most[column]:g}" for column in range(len(program.choices))]
    lines += ["Generals", *(f" x{column}" for column in range(len(program.choices))), "End", ""]
    return "\n".join(lines)


def children_s():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def solve_by_command(site, program, limit_s, command):
    """`command`: the words of a solver's command, made of the paths of the program and of the solution."""
    with tempfile.TemporaryDirectory() as folder:
        lp, solution = Path(folder) / "wiring.lp", Path(folder) / "wiring.txt"
        lp.write_text(lp_text(program), encoding="ascii")
        began = children_s()
        try:
            done = subprocess.run(
                command(lp, solution, limit_s), capture_output=True, text=True, check=False, timeout=2 * limit_s + 30
            )
        except subprocess.TimeoutExpired:
            return Solved("stopped", children_s() - began), ""
        solved = Solved("no solution", children_s() - began)
        text = solution.read_text(encoding="utf-8") if solution.exists() else ""
        return solved, done.stdout + text


def counts_of(pairs, program):
    counts = [0] * len(program.choices)
    for column, value in pairs:
        if column < len(counts):
            counts[column] = round(value)
    return counts


def solve_by_cbc(site, program, limit_s):
    def command(lp, solution, seconds):
        limits = ["-timeMode", "elapsed", "-sec", str(seconds), "-ratio", "0"]
        return ["cbc", str(lp), *limits, "-solve", "-solution", str(solution)]

    solved, text = solve_by_command(site, program, limit_s, command)
    pairs = []
    for line in text.splitlines():
        words = line.split()
        if len(words) == 4 and words[1].startswith("x") and words[0].isdigit():
            pairs.append((int(words[1][1:]), float(words[2])))
    if "Optimal solution found" in text or text.startswith("Optimal") or "\nOptimal - objective" in text:
        solved.state = "optimal"
    elif "Stopped on time" in text:
        solved.state = "time limit"
    elif "infeasible" in text:
        return Solved("optimal", solved.seconds, 0.0, 0.0)
    if pairs:
        solved.smallest_a = smallest_a(site, program, counts_of(pairs, program))
    return solved


def solve_by_glpk(site, program, limit_s):
    def command(lp, solution, seconds):
        return ["glpsol", "--lp", str(lp), "--tmlim", str(seconds), "--write", str(solution)]

    solved, text = solve_by_command(site, program, limit_s, command)
    if "INTEGER OPTIMAL SOLUTION FOUND" in text:
        solved.state = "optimal"
    elif "TIME LIMIT EXCEEDED" in text:
        solved.state = "time limit"
    elif "HAS NO PRIMAL FEASIBLE SOLUTION" in text or "HAS NO INTEGER FEASIBLE SOLUTION" in text:
        return Solved("optimal", solved.seconds, 0.0, 0.0)
    # "j <column> <value>", columns in the order in which the program names them first.
    named = glpk_columns(program)
    pairs = []
    for line in text.splitlines():
        words = line.split()
        if len(words) == 3 and words[0] == "j":
            pairs.append((named[int(words[1]) - 1], float(words[2])))
    if pairs:
        solved.smallest_a = smallest_a(site, program, counts_of(pairs, program))
    return solved


def glpk_columns(program):
    order = {program.columns - 1: None}
    for rows in (program.equal, program.most):
        entries = sorted(zip(rows.row, range(len(rows.row))))
        order.update((int(rows.col[k]), None) for _, k in entries if rows.data[k] != 0)
    return list(order)


# Currents


def fair_currents_a(site, lines_of, own_a):
    """Max-min fair currents by linear programs: raise the smallest, settle those that hold it down, go on.

    `lines_of`: the lines that each car loads, each with its current; `own_a`: its own maximum.
    """
    cars = len(site.chargers)
    uses, limits_a = limit_rows(site, lines_of)
    settled_a = {}
    while len(settled_a) < cars:
        rising = [i for i in range(cars) if i not in settled_a]
        # t - x(i) <= 0 for those that rise.
        rows, columns, values = [], [], []
        for row, i in enumerate(rising):
            rows += [row, row]
            columns += [cars, i]
            values += [1, -1]
        floor = coo_array((values, (rows, columns)), shape=(len(rising), cars + 1)).toarray()
        bounds = [(settled_a[i], settled_a[i]) if i in settled_a else (0, own_a[i]) for i in range(cars)]
        objective = np.zeros(cars + 1)
        objective[-1] = -1
        found = linprog(
            objective,
            A_ub=np.vstack([floor, uses]),
            b_ub=np.concatenate([np.zeros(len(rising)), limits_a]),
            bounds=[*bounds, (0, None)],
            method="highs",
            options=HIGHS_OPTIONS,
        )
        if found.status != 0:
            raise RuntimeError(found.message)
        # Where the price of a car's floor is not 0, no solution gives it more than t.
        prices = found.ineqlin.marginals[: len(rising)]
        held = [i for i, price in zip(rising, prices) if price < -1e-9]
        if not held:
            raise RuntimeError("nobody holds the smallest current down")
        for i in held:
            settled_a[i] = max(0.0, found.x[-1])
    return [settled_a[i] for i in range(cars)]


def limit_rows(site, lines_of):
    below = [[] for _ in site.nodes]
    for i, charger in enumerate(site.chargers):
        v = charger.node
        while v >= 0:
            below[v].append(i)
            v = site.nodes[v].parent
    rows, limits_a = [], []
    for v, node in enumerate(site.nodes):
        for line in LINES:
            row = np.zeros(len(site.chargers) + 1)
            row[[i for i in below[v] if line in lines_of[i]]] = 1
            rows.append(row)
            limits_a.append(node.limit_a[line])
    return np.array(rows), np.array(limits_a)
