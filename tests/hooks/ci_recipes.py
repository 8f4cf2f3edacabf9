#!/usr/bin/python3
"""What docs/ci.md and action.yml offer for a continuous integration runs, and the problem matcher takes every finding.

Arguments: the repository root, the built program. The steps of the action and the lines of the recipes run in bash as
their service would run them, with its variables set to files of the test; steps of other actions are looked at only.
Exit code 77 says that jq is missing: on a continuous integration, where CI is set, that is a failure.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import yaml

SKIPPED = 77

BAD = """ampsite: 1
site: {name: Garage}
grid: {system: TN-S, short_circuit: {max_ka: 10, min_ka: 1.2}}
supply: {id: main, fuse_a: 80, limit_a: 90, chargers: [{id: A1, link: lte, lte: {coverage: high}}]}
network: {lte: {survey: doors-closed}}
"""
ODD = BAD.replace("fuse_a: 80, limit_a: 90", "fuse_a: 60")
SILENCED = ODD.replace("supply:", "# ampsite: ignore[AMP212] it is an old one\nsupply:")
BASH = ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c"]  # what GitHub runs for `shell: bash`


def blocks(page, language):
    return re.findall(rf"^```{language}\n(.*?)^```", page, re.S | re.M)


class Runner:
    """A job on GitHub: a workspace, the variables and files that steps speak by, and ampsite on the PATH or not."""

    def __init__(self, top, program, installed=True):
        self.workspace, self.temp, self.tools = (Path(top) / name for name in ("workspace", "temp", "tools"))
        for folder in (self.workspace / "sites", self.temp, self.tools):
            folder.mkdir(parents=True)
        if installed:
            (self.tools / "ampsite").symlink_to(program)
        self.path = f"{self.tools}:{os.environ['PATH']}"
        self.files = {name: Path(top) / name for name in ("GITHUB_OUTPUT", "GITHUB_PATH")}

    def site(self, name, text):
        (self.workspace / "sites" / name).write_text(text, encoding="utf-8")

    def run(self, script, variables=()):
        for file in self.files.values():
            file.write_text("")
        environment = {
            "PATH": self.path, "HOME": str(self.temp), "CI": "true", "GITHUB_ACTIONS": "true",
            "RUNNER_TEMP": str(self.temp), "GITHUB_WORKSPACE": str(self.workspace),
            **{name: str(file) for name, file in self.files.items()}, **dict(variables),
        }
        done = subprocess.run(
            [*BASH, script], cwd=self.workspace, env=environment, text=True, check=False,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )
        for folder in self.files["GITHUB_PATH"].read_text().splitlines():
            self.path = f"{folder}:{self.path}"
        outputs = dict(line.split("=", 1) for line in self.files["GITHUB_OUTPUT"].read_text().splitlines())
        return done.returncode, done.stdout, outputs


def shortcomings_of_metadata(action):
    """What GitHub asks of the file, and that an expression of it means something."""
    if missing := {"name", "description", "runs"} - action.keys():
        yield f"action.yml lacks {missing}"
    if unknown := action.keys() - {"name", "description", "inputs", "outputs", "runs"}:
        yield f"action.yml has {unknown}"
    for kind, keys in (("inputs", {"description", "default"}), ("outputs", {"description", "value"})):
        for name, value in action[kind].items():
            if value.keys() != keys or not all(isinstance(text, str) for text in value.values()):
                yield f"{kind}.{name}: {value}"
    ids = set()
    for step in action["runs"]["steps"]:
        name = step.get("name", "a step without a name")
        does = step.keys() - {"name", "id", "if", "env"}
        if does not in ({"run", "shell"}, {"uses", "with"}):
            yield f"{name}: {does}"
        if "${{" in step.get("run", ""):
            yield f"{name}: an expression in the script would be run as code"
        for expression in re.findall(r"\$\{\{(.*?)\}\}", json.dumps(step)):
            for what in re.findall(r"\b(?:inputs|steps)\.[a-z.-]+", expression):
                _, thing, *rest = what.split(".")
                if what.startswith("inputs.") and thing not in action["inputs"]:
                    yield f"{name}: {what} is no input"
                if what.startswith("steps.") and (thing not in ids or rest != ["outputs", "sarif"]):
                    yield f"{name}: {what} is no output of an earlier step"
        ids.add(step.get("id"))
    if action["runs"]["using"] != "composite":
        yield "action.yml is not composite"


def run_action(action, runner, action_path, inputs):
    """The code, the text and the uploaded report, as GitHub goes through the steps."""
    known = {f"inputs.{name}": inputs.get(name, value["default"]) for name, value in action["inputs"].items()}

    def filled(text):
        return re.sub(r"\$\{\{ *(.*?) *\}\}", lambda found: known.get(found.group(1), ""), text)

    def holds(condition):
        parts = re.sub(r"^\$\{\{|\}\}$", "", condition).strip().split(" && ")
        for part in parts[1:]:
            left, operator, right = part.split()
            if (known.get(left, "") == right.strip("'")) != (operator == "=="):
                return False
        return parts[0] == "always()"

    code, told, uploads = 0, "", []
    for step in action["runs"]["steps"]:
        if not holds(step["if"]) if "if" in step else code != 0:
            continue
        if "uses" in step:
            uploads.append({key: filled(value) for key, value in step["with"].items()})
            continue
        variables = {key: filled(value) for key, value in step.get("env", {}).items()}
        ended, text, outputs = runner.run(step["run"], {"GITHUB_ACTION_PATH": str(action_path), **variables})
        code, told = code or ended, told + text
        known |= {f"steps.{step.get('id')}.outputs.{key}": value for key, value in outputs.items()}
    return code, told, uploads


def results_of(upload):
    run = json.loads(Path(upload["sarif_file"]).read_text(encoding="utf-8"))["runs"][0]
    return [result["ruleId"] for result in run["results"] if result["ruleId"].startswith("AMP2")]


def check_action(root, program, good):
    action = yaml.safe_load((root / "action.yml").read_text(encoding="utf-8"))
    yield from shortcomings_of_metadata(action)

    def told_by(name, inputs, sites, wanted_code, wanted_results):
        with tempfile.TemporaryDirectory() as top:
            runner = Runner(top, program)
            for file, text in sites.items():
                runner.site(file, text)
            code, text, uploads = run_action(action, runner, root, inputs)
            results = [results_of(upload) for upload in uploads]
            if (code, results) != (wanted_code, wanted_results):
                yield f"action, {name}: exit {code}, uploaded {results}, not {wanted_code}, {wanted_results}:\n{text}"
            if wanted_code == 1 and "\n::error file=sites/" not in text:
                yield f"action, {name}: no annotation:\n{text}"
            if uploads and uploads[0]["category"] != inputs.get("category", "ampsite"):
                yield f"action, {name}: category {uploads[0]['category']}"

    clean = {"good.site.yaml": good}
    bad = {"a b.site.yaml": BAD}
    errors = ["AMP201", "AMP203"]
    yield from told_by("good", {}, clean, 0, [[]])
    yield from told_by("bad", {"category": "north"}, bad, 1, [errors])
    yield from told_by("one of two paths", {"paths": "sites/a b.site.yaml\n"}, {**bad, "c.site.yaml": "-"}, 1, [errors])
    yield from told_by("two arguments", {"arguments": "--fail-on\nnever"}, bad, 0, [errors])
    yield from told_by("a note", {}, {"odd.site.yaml": ODD}, 0, [["AMP212"]])
    yield from told_by("an argument", {"arguments": "--ignore=AMP212"}, {"odd.site.yaml": ODD}, 0, [[]])
    yield from told_by("silenced", {}, {"silenced.site.yaml": SILENCED}, 0, [[]])
    yield from told_by("no upload", {"upload-sarif": "false"}, bad, 1, [])
    yield from told_by("no file", {"paths": "nowhere"}, clean, 2, [])
    yield from told_by("a path that is not there", {"paths": "sites\nnowhere"}, bad, 2, [])
    yield from told_by("shell code", {"paths": "$(touch x)\n; touch x"}, clean, 2, [])
    yield from check_build(action, root, program, good)


def check_build(action, root, program, good):
    """Where no ampsite is installed it is built: with options that there are, and found where the build puts it."""
    if not (program.parent / "CMakeCache.txt").is_file():
        yield f"{program} does not stand on top of its build folder, where action.yml looks for it"
    with tempfile.TemporaryDirectory() as top:
        runner = Runner(top, program, installed=False)
        runner.path = f"{runner.tools}:/usr/bin:/bin"
        runner.site("good.site.yaml", good)
        source = Path(top) / "source"
        (source / "scripts").mkdir(parents=True)
        script = source / "scripts/install_dependencies.sh"
        script.write_text(f'#!/bin/sh\necho "install CI=$CI" >>{top}/calls\n')
        cmake = runner.tools / "cmake"
        cmake.write_text(
            f'#!/bin/sh\necho "$@" >>{top}/calls\n'
            f'[ "$1" != --build ] || {{ mkdir -p "$2" && ln -s {program} "$2/ampsite"; }}\n'
        )
        for tool in (script, cmake):
            tool.chmod(0o755)
        code, text, uploads = run_action(action, runner, source, {})
        calls = (Path(top) / "calls").read_text().splitlines()
        if (code, len(uploads)) != (0, 1) or calls[0] != "install CI=" or len(calls) != 3:
            yield f"action, to be built: exit {code}, called {calls}:\n{text}"
        options = (root / "CMakeLists.txt").read_text(encoding="utf-8")
        for option in re.findall(r"-D(AMPSITE_\w+)", calls[1]):
            if f"option({option} " not in options:
                yield f"action.yml sets {option}, which is no option of CMakeLists.txt"


def scripts_of(document):
    """The lines that a recipe of GitHub or GitLab runs, and the files that it hands on."""
    steps = document if isinstance(document, list) else document.get("steps", [])
    run = [step["run"] for step in steps if "run" in step]
    handed_on = [step["with"]["sarif_file"] for step in steps if "sarif_file" in step.get("with", {})]
    for job in document.values() if isinstance(document, dict) else []:
        if isinstance(job, dict) and "script" in job:
            run += job["script"]
            handed_on += job["artifacts"]["reports"].values()
    return run, handed_on


def check_recipes(root, program, good):
    """Each recipe passes on a good site, and on a bad one fails and still hands its reports on."""
    page = (root / "docs/ci.md").read_text(encoding="utf-8")
    recipes = [yaml.safe_load(block) for block in blocks(page, "yaml")]
    config, = (block for block in blocks(page, "yaml") if "fail_on" in block)
    recipes += [[{"run": script}] for script in blocks(page, "sh") if "--write-baseline" not in script]
    baselines = [script for script in blocks(page, "sh") if "--write-baseline" in script]
    tried = 0
    for recipe in recipes:
        scripts, handed_on = scripts_of(recipe)
        for name, text, wanted in [("good", good, 0), ("bad", BAD, 1)] if scripts else []:
            with tempfile.TemporaryDirectory() as top:
                runner = Runner(top, program)
                runner.site("garage.site.yaml", good)
                (runner.workspace / ".ampsite.yaml").write_text(config)
                for script in baselines:
                    code, told, _ = runner.run(script)
                    if code != 0:
                        yield f"{script}: exit {code}\n{told}"
                runner.site("garage.site.yaml", text)
                ends = [runner.run(script) for script in scripts]
                tried += 1
                if max(code for code, _, _ in ends) != wanted:
                    yield f"{scripts} on a {name} site: {ends}"
                for file in handed_on:
                    if not (runner.workspace / file).is_file():
                        yield f"{scripts} on a {name} site: no {file}"
    if tried < 10 or len(baselines) != 2:
        yield f"docs/ci.md: {tried} runs, {len(baselines)} baselines"

    to_install = "".join(blocks(page, "bash"))
    scripts = re.findall(r"\bampsite/(scripts/\S+)", to_install)
    if not scripts or not all(os.access(root / script, os.X_OK) for script in scripts):
        yield f"docs/ci.md builds ampsite with {scripts}"
    preset = json.loads((root / "CMakePresets.json").read_text(encoding="utf-8"))["configurePresets"][0]
    built = set(re.findall(r"\bampsite/(build/\w+)", to_install))
    if built != {preset["binaryDir"].removeprefix("${sourceDir}/")}:
        yield f"docs/ci.md installs from {built}, the quickstart builds in {preset['binaryDir']}"

    action = yaml.safe_load((root / "action.yml").read_text(encoding="utf-8"))
    uses = [step for recipe in recipes if isinstance(recipe, dict) for step in recipe.get("steps", [])
            if step.get("uses", "").startswith("OWNER/ampsite@")]
    if len(uses) != 1 or uses[0]["with"].keys() - action["inputs"].keys():
        yield f"docs/ci.md uses the action as {uses}"
    hooks = {hook["id"] for hook in yaml.safe_load((root / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))}
    named = [hook["id"] for recipe in recipes if isinstance(recipe, dict)
             for repo in recipe.get("repos", []) for hook in repo["hooks"]]
    if not named or set(named) - hooks:
        yield f"docs/ci.md names the hooks {named}; there are {hooks}"


def check_matcher(root, program):
    """The pattern takes each line of the concise output for the finding that it is."""
    matcher = json.loads((root / "docs/problem-matcher.json").read_text(encoding="utf-8"))["problemMatcher"][0]
    pattern, = matcher["pattern"]
    editor = next(json.loads(text) for text in blocks((root / "docs/editors.md").read_text(encoding="utf-8"), "json")
                  if "problemMatcher" in text)
    task, = editor["tasks"]
    if task["problemMatcher"]["pattern"] != pattern:
        yield "the pattern of docs/editors.md is not that of docs/problem-matcher.json"
    with tempfile.TemporaryDirectory() as top:
        for name in ("a b.site.yaml", "c:12:3:d.site.yaml", "g\u00e5rd [1].site.yaml"):
            (Path(top) / name).write_text(BAD, encoding="utf-8")
        for folder, path in ((root, "tests/golden"), (Path(top), ".")):
            concise, found = (
                subprocess.run([program, "validate", "--no-config", "--quiet", "--format", form, path], cwd=folder,
                               stdout=subprocess.PIPE, check=False).stdout.decode()
                for form in ("concise", "json")
            )
            matches = [re.match(pattern["regexp"], line) for line in concise.split("\n")[:-1]]
            if None in matches:
                yield f"{path}: {concise.splitlines()[matches.index(None)]!r} is not taken"
                continue
            parts = ("file", "line", "column", "severity", "code")
            took = [[match[pattern[part]] for part in parts] for match in matches]
            wanted = [[one["file"], str(one["line"]), str(one["column"]), one["severity"], one["rule"]]
                      for one in json.loads(found)["diagnostics"]]
            if took != wanted or len(took) < 5:
                yield f"{path}: {len(took)} findings taken, {len(wanted)} there: " + str(
                    [pair for pair in zip(took, wanted) if pair[0] != pair[1]][:3])
            if any(not match[pattern["message"]] for match in matches):
                yield f"{path}: a finding without a message"
        of_task = subprocess.run([program, *task["args"]], cwd=top, stdout=subprocess.PIPE, check=False).stdout.decode()
        if of_task != concise:
            yield f"the task of docs/editors.md shows {of_task!r}"


def main(root, program):
    if shutil.which("jq") is None:
        print("skipped: jq is missing")
        return 1 if os.environ.get("CI") else SKIPPED
    good = (root / "apps/ampsite/init.site.yaml").read_text(encoding="utf-8")
    told = [*check_action(root, program, good), *check_recipes(root, program, good), *check_matcher(root, program)]
    for line in told[:50]:
        print(line)
    return 1 if told else 0


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: ci_recipes.py REPOSITORY PROGRAM")
    sys.exit(main(*(Path(argument).resolve() for argument in sys.argv[1:])))
