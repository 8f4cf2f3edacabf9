#!/usr/bin/python3
"""Reports for other programs are what those programs take, on all goldens and on hostile names and texts.

Arguments: sarif or junit, the repository root, the built program. SARIF is held against the published schema and
what GitHub code scanning asks for beyond it, JUnit against tests/report/junit.xsd by xmllint. Exit code 77 says that
what this needs is not there: on a continuous integration, where CI is set, that is a failure.
"""

import copy
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import unquote_to_bytes

import jsonschema

SKIPPED = 77

GOOD = """ampsite: 1
site: {name: Garage}
grid: {system: TN-S, short_circuit: {max_ka: 10, min_ka: 1.2}}
supply: {id: main, fuse_a: 63, chargers: [{id: A1, link: lte, lte: {coverage: high}}]}
network: {lte: {survey: doors-closed}}
"""

BAD = GOOD.replace("fuse_a: 63", "fuse_a: 80, limit_a: 90")

# An id that closes elements, begins commands, links, and has characters that no report can show.
HOSTILE = BAD.replace(
    "A1", r'"]]><\/a>&\"[x](1) ::error::y ##[add-mask]z {0} \e[31m\u202e\uffff\0\r\n::stop-commands::q"'
)

COMMENT = '# ampsite: ignore[AMP212] <as> & "built"\n'
SILENCED = GOOD.replace("fuse_a: 63", "fuse_a: 60").replace("supply:", COMMENT + "supply:")

FILES = {
    b"good.site.yaml": GOOD,
    b"bad.site.yaml": BAD,
    b"hostile.site.yaml": HOSTILE,
    b"silenced.site.yaml": SILENCED,
    b"silenced-without-reason.site.yaml": SILENCED.replace(' <as> & "built"', ""),
    b"empty.site.yaml": "",
    b"open.site.yaml": "ampsite: [",
    b"binary.site.yaml": "\0\1\2",
    b"with space.site.yaml": BAD,
    b"100%25,a:b;c=d#e?f.site.yaml": BAD,
    b"line\nbreak\r.site.yaml": BAD,
    b"::error::x.site.yaml": BAD,
    b"\x1b[31mred\x07.site.yaml": BAD,
    b"<a b='\"&]]>.site.yaml": BAD,
    "gar\u00e5\u200bsje \U0001f50c.site.yaml".encode(): BAD,
    "gar\u00e5sje-with-bom.site.yaml".encode(): "\ufeff" + BAD,
    b"\xff\xc3(.site.yaml": BAD,
    b"folder/sub/bad.site.yaml": BAD,
    b"folder/.ampsite.yaml": "severity: {AMP212: off}\n",
    b"folder/sub/.ampsite.yaml": "severity: {AMP212: note}\n",
    b"../outside.site.yaml": BAD,
}


# Paths that are not there, and a pattern that nothing matches.
UNCHECKED = ["gone.site.yaml", "no [x](1) & <b>::error::\x01\n##[y].yaml", "/nowhere/none*.yaml"]


def write_hostile_files(folder):
    for name, text in FILES.items():
        path = os.path.join(os.fsencode(folder), name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(text.encode())


def reports(program, root, form):
    """The report of each run that is held: its name, the folder it ran in, its bytes."""
    with tempfile.TemporaryDirectory() as top:
        hostile = Path(top) / "work"
        write_hostile_files(hostile)
        runs = [
            ("goldens", root, ["tests/golden", "examples"]),
            ("hostile files", hostile, [".", "../outside.site.yaml"]),
            ("what cannot be checked", hostile, [".", *UNCHECKED]),
            ("notes that fail", root, ["tests/golden", "examples", "--fail-on", "note"]),
            ("one good file", hostile, ["good.site.yaml"]),
            ("standard input", hostile, ["-"]),
        ]
        for name, folder, paths in runs:
            done = subprocess.run(
                [program, "validate", "--format", form, *paths],
                cwd=folder, input=HOSTILE.encode(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False,
            )
            if done.returncode not in ((2,) if UNCHECKED[0] in paths else (0, 1)):
                raise SystemExit(f"{name}: exit {done.returncode}\n{done.stderr.decode(errors='replace')}")
            yield name, folder, done.stdout


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


RESULT = ["runs", 0, "results", 0]
REGION = [*RESULT, "locations", 0, "physicalLocation", "region"]

NOTIFICATION = ["runs", 0, "invocations", 0, "toolExecutionNotifications", 0]

BROKEN_SARIF = [
    (["version"], "2.0.0"),
    (["runs", 0, "tool"], None),
    (["runs", 0, "columnKind"], "codePoints"),
    (["runs", 0, "invocations", 0, "executionSuccessful"], None),
    (["runs", 0, "tool", "driver", "rules", 0, "id"], None),
    (["runs", 0, "tool", "driver", "rules", 0, "help", "text"], None),
    ([*RESULT, "message"], None),
    ([*RESULT, "level"], "notice"),
    ([*RESULT, "ruleIndex"], "0"),
    ([*RESULT, "suppressions"], [{"kind": "comment"}]),
    ([*RESULT, "partialFingerprints"], {"primaryLocationLineHash": 1}),
    ([*REGION, "startLine"], 0),
    ([*REGION, "endColumn"], 0),
    ([*REGION, "colour"], "red"),
]


def shortcomings_of_rule(rule):
    for key in ("shortDescription", "fullDescription", "help"):
        if not rule[key]["text"].strip():
            yield f"{rule['id']}: {key} is empty"
    if max(len(rule[key]["text"]) for key in ("shortDescription", "fullDescription")) > 1024:
        yield f"{rule['id']}: a description is longer than 1,024 characters"
    if len(rule["properties"]["tags"]) > 10:
        yield f"{rule['id']}: more than 10 tags"
    if rule["properties"]["precision"] not in ("very-high", "high", "medium", "low"):
        yield f"{rule['id']}: precision {rule['properties']['precision']}"
    if rule["properties"]["problem.severity"] not in ("error", "warning", "recommendation"):
        yield f"{rule['id']}: problem.severity {rule['properties']['problem.severity']}"


def shortcomings_of_place(place, folder):
    region = place["region"]
    begin, end = ((region[f"{which}Line"], region[f"{which}Column"]) for which in ("start", "end"))
    if min(begin + end) < 1 or end < begin:
        yield f"region {region}"
    location = place["artifactLocation"]
    if location.get("uriBaseId") != "%SRCROOT%" or location["uri"].startswith("/"):
        yield f"location {location}"
    if not all(c.isascii() and (c.isalnum() or c in "-._~/%") for c in location["uri"]):
        yield f"{location['uri']} is no URI"
    path = unquote_to_bytes(location["uri"])
    unnamed = path == b"<stdin>" or "\ufffd".encode() in path
    if not unnamed and not os.path.isfile(os.path.join(os.fsencode(folder), path)):
        yield f"{location['uri']} is no file"


def shortcomings_of_sarif(document, folder):
    """What GitHub asks for, and the standard in words only."""
    run = document["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    for rule in rules:
        yield from shortcomings_of_rule(rule)
    fingerprints = set()
    invocation = run["invocations"][0]
    notifications = invocation.get("toolExecutionNotifications", [])
    if invocation["executionSuccessful"] != (not notifications):
        yield f"executionSuccessful is {invocation['executionSuccessful']}, with {len(notifications)} notifications"
    for notification in notifications:
        uri = notification["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        if not all(c.isascii() and (c.isalnum() or c in "-._~/%") for c in uri):
            yield f"{uri} is no URI"
    for result in run["results"]:
        name = f"{result['ruleId']}: {result['message']['text'][:60]}"
        if rules[result["ruleIndex"]]["id"] != result["ruleId"]:
            yield f"{name}: ruleIndex of another rule"
        if len(result["locations"]) != 1:
            yield f"{name}: not one location"
        for location in result["locations"] + result.get("relatedLocations", []):
            for told in shortcomings_of_place(location["physicalLocation"], folder):
                yield f"{name}: {told}"
        if "suppressions" not in result:
            yield f"{name}: says nothing of suppressions, as others do"
        key = (result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"],
               result["partialFingerprints"]["primaryLocationLineHash"])
        if not key[1] or key in fingerprints:
            yield f"{name}: fingerprint missing or not its own"
        fingerprints.add(key)


def check_sarif(root, program):
    fetched = subprocess.run([root / "scripts/fetch_sarif_schema.sh"], check=False)
    if fetched.returncode != 0:
        return None
    schema = json.loads((root / "build/sarif-2.1.0.schema.json").read_text(encoding="utf-8"))
    validator = jsonschema.Draft4Validator(schema)
    told = []
    for name, folder, report in reports(program, root, "sarif"):
        document = json.loads(report)
        told += [f"{name}: {error.json_path}: {error.message[:200]}" for error in validator.iter_errors(document)]
        told += [f"{name}: {shortcoming}" for shortcoming in shortcomings_of_sarif(document, folder)]
        results = document["runs"][0]["results"]
        print(f"{name}: {len(results)} results held against the schema of SARIF")
        notifications = document["runs"][0]["invocations"][0].get("toolExecutionNotifications", [])
        if len(notifications) != (len(UNCHECKED) if name == "what cannot be checked" else 0):
            told.append(f"{name}: {len(notifications)} notifications")
        if notifications and validator.is_valid(changed(document, [*NOTIFICATION, "message"], None)):
            told.append(f"{name}: a notification without a message is accepted")
        if name == "one good file":
            told += [f"{name}: it has results"] if results else []
            continue
        if name == "hostile files" and not any(result["suppressions"] for result in results):
            told.append(f"{name}: no result is suppressed")
        for path, value in BROKEN_SARIF:
            if validator.is_valid(changed(document, path, value)):
                told.append(f"{name}: {path} as {value!r} is accepted")
    return told


BROKEN_JUNIT = [
    (b'time="0"', b'time="0.1"'),
    (b'type="error"', b'type="notice"'),
    (b"<testcase classname=", b"<testcase klass="),
    (b"</testsuites>", b"<properties/></testsuites>"),
    (b'name="AMP', b'name="XMP'),
    (b'line="', b'line="-'),
]


def doubled_case(report):
    """The report with a case that passes twice."""
    case = next(line for line in report.splitlines(keepends=True) if b'name="no findings"' in line)
    return report.replace(case, case + case, 1)


def check_junit(root, program):
    if shutil.which("xmllint") is None:
        print("xmllint is missing: on Debian it comes with libxml2-utils")
        return None

    def lint(report):
        return subprocess.run(
            ["xmllint", "--noout", "--nonet", "--schema", root / "tests/report/junit.xsd", "-"],
            input=report, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False,
        )

    told = []
    for name, _, report in reports(program, root, "junit"):
        done = lint(report)
        if done.returncode != 0:
            told.append(f"{name}: {done.stderr.decode(errors='replace')[:2000]}")
        print(f"{name}: {report.count(b'<testcase ')} cases held against the schema of JUnit")
        errors = len(UNCHECKED) if name == "what cannot be checked" else 0
        if f'errors="{errors}"'.encode() not in report.split(b"<testsuite ")[0]:
            told.append(f"{name}: not {errors} errors")
        if report.count(b"<error ") != errors:
            told.append(f"{name}: not {errors} cases with an error")
        if name != "goldens":
            continue
        broken = [(old, report.replace(old, new, 1)) for old, new in BROKEN_JUNIT]
        for what, text in [*broken, (b"a case twice", doubled_case(report))]:
            if text == report or lint(text).returncode == 0:
                told.append(f"{name}: accepted although changed at {what.decode()}")
    return told


def main(form, root, program):
    told = {"sarif": check_sarif, "junit": check_junit}[form](root, program)
    if told is None:
        if os.environ.get("CI"):
            return ["what this test needs is missing"]
        print("skipped")
        sys.exit(SKIPPED)
    return told


if __name__ == "__main__":
    if len(sys.argv) != 4 or sys.argv[1] not in ("sarif", "junit"):
        sys.exit("usage: ci_formats.py sarif|junit REPOSITORY PROGRAM")
    told = main(sys.argv[1], Path(sys.argv[2]).resolve(), os.path.abspath(sys.argv[3]))
    for line in told[:100]:
        print(line)
    sys.exit(1 if told else 0)
