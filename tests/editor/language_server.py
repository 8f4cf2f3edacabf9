#!/usr/bin/python3
"""The YAML language server, given the committed schemas, helps with site files: completion, hover, faults.

Arguments: the repository root. The schemas reach it both ways of docs/editors.md, whose settings are used as they stand
there: by the modeline of the examples, and by settings. Exit code 77 says that npm or node is missing: on a continuous
integration, where CI is set, that is a failure.
"""

import json
import os
import queue
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

SKIPPED = 77
PATIENCE_S = 60
INSTALLED = "/usr/share/ampsite/schemas"


class Server:
    """A language server over its standard input and output: JSON-RPC, each message behind a Content-Length."""

    def __init__(self, script, settings, folder):
        self.process = subprocess.Popen(
            ["node", script, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=folder
        )
        self.settings = settings
        self.received = queue.Queue()
        self.last_id = 0
        threading.Thread(target=self._read, daemon=True).start()
        capabilities = {
            "workspace": {"configuration": True},
            "textDocument": {
                "completion": {"completionItem": {"documentationFormat": ["plaintext"]}},
                "hover": {"contentFormat": ["plaintext"]},
            },
        }
        self.ask("initialize", {"processId": os.getpid(), "rootUri": folder.as_uri(), "capabilities": capabilities})
        self._send({"method": "initialized", "params": {}})

    def _read(self):
        output = self.process.stdout
        while True:
            length = None
            while (line := output.readline().strip()):
                name, _, value = line.partition(b":")
                if name.lower() == b"content-length":
                    length = int(value)
            if length is None:
                self.received.put(None)
                return
            self.received.put(json.loads(output.read(length)))

    def _send(self, message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def _next(self):
        """The next message that is no question of the server's own; those are answered."""
        while True:
            message = self.received.get(timeout=PATIENCE_S)
            if message is None:
                raise SystemExit("the language server has ended")
            if "method" not in message or "id" not in message:
                return message
            result = None
            if message["method"] == "workspace/configuration":
                result = [self.settings.get(item.get("section"), {}) for item in message["params"]["items"]]
            self._send({"id": message["id"], "result": result})

    def ask(self, method, params):
        self.last_id += 1
        self._send({"id": self.last_id, "method": method, "params": params})
        while True:
            message = self._next()
            if message.get("id") == self.last_id:
                if "error" in message:
                    raise SystemExit(f"{method}: {message['error']}")
                return message["result"]

    def problems(self, path, text):
        """What the server marks in a file that is opened with this text; each path is for one text only."""
        document = {"uri": path.as_uri(), "languageId": "yaml", "version": 1, "text": text}
        self._send({"method": "textDocument/didOpen", "params": {"textDocument": document}})
        while True:
            message = self._next()
            if message.get("method") == "textDocument/publishDiagnostics" and message["params"]["uri"] == path.as_uri():
                return message["params"]["diagnostics"]

    def at(self, method, path, line, character):
        position = {"line": line, "character": character}
        return self.ask(f"textDocument/{method}", {"textDocument": {"uri": path.as_uri()}, "position": position})

    def end(self):
        self.ask("shutdown", None)
        self._send({"method": "exit"})
        self.process.wait(PATIENCE_S)


def settings_of_the_page(root):
    """The settings for VS Code in docs/editors.md, with the committed schemas in place of the installed ones."""
    page = (root / "docs/editors.md").read_text(encoding="utf-8")
    block = next(text for text in re.findall(r"```json\n(.*?)```", page, re.S) if "yaml.schemas" in text)
    schemas = json.loads(block)["yaml.schemas"]
    told = {name.replace(INSTALLED, (root / "schemas").as_uri()): globs for name, globs in schemas.items()}
    if any(not name.startswith("file:") for name in told):
        raise SystemExit(f"docs/editors.md names schemas elsewhere than {INSTALLED}: {list(schemas)}")
    return {"yaml": {"schemas": told, "schemaStore": {"enable": False}, "completion": True, "hover": True,
                     "validate": True}}


def described_keys(schema, found=None):
    """All descriptions that a schema has for a key, wherever it stands."""
    found = {} if found is None else found
    if isinstance(schema, dict):
        for key, value in schema.get("properties", {}).items():
            if "description" in value:  # a condition, such as {"const": true}, has none
                found.setdefault(key, set()).add(value["description"])
        for value in schema.values():
            described_keys(value, found)
    elif isinstance(schema, list):
        for value in schema:
            described_keys(value, found)
    return found


def place_of(text, words):
    """Line and character, from 0, where the words stand in a text."""
    offset = text.index(words)
    return text.count("\n", 0, offset), offset - (text.rfind("\n", 0, offset) + 1)


def text_of(markup):
    return markup.get("value", "") if isinstance(markup, dict) else str(markup)


def without_modeline(text):
    return re.sub(r"^# yaml-language-server:.*", "#", text)


def check_well_made_files(server, root, folder):
    """No site file of this repository has a complaint, by its modeline or by the settings."""
    examples = sorted((root / "examples").glob("*.site.yaml"))
    if not examples:
        yield "there is no example"
    for path in examples:
        text = path.read_text(encoding="utf-8")
        if not text.startswith("# yaml-language-server: $schema=../schemas/"):
            yield f"{path.name}: no modeline"
        for problem in server.problems(path, text) + server.problems(folder / path.name, without_modeline(text)):
            yield f"{path.name}: {problem}"
    begin = (root / "apps/ampsite/init.site.yaml").read_text(encoding="utf-8")
    for problem in server.problems(folder / "garage.site.yaml", begin):
        yield f"the file that init writes: {problem}"


FAULTS = [
    ("fuse_a: 40", "fuse_a: forty", "number"),
    ("fuse_a: 40", "fuze_a: 40", "fuze_a"),
    ("system: TN-S", "system: TNS", "TN-S"),
    ("link: wifi", "link: wlan", "wifi"),
]


def check_faults(server, folder, text):
    """Each fault is marked on its line, and nothing else is: by the settings, and by the modeline without them."""
    for number, (right, wrong, word) in enumerate(FAULTS):
        broken = text.replace(right, wrong, 1)
        line, _ = place_of(broken, wrong)
        for way, name, content in [
            ("settings", f"fault-{number}.site.yaml", without_modeline(broken)),
            ("modeline", f"fault-{number}.yaml", broken),
        ]:
            marked = server.problems(folder / name, content)
            told = [(problem["range"]["start"]["line"], problem["message"]) for problem in marked]
            if [place for place, _ in told] != [line] or word not in told[0][1]:
                yield f"{wrong}, by the {way}: line {line} and the word {word} expected, marked {told}"


def check_hover(server, path, text, schema):
    """Each key that the file has tells what the schema says of it."""
    descriptions = described_keys(schema)
    asked = 0
    server.problems(path, text)
    for number, line in enumerate(text.splitlines()):
        for found in re.finditer(r"\b([a-zA-Z_0-9]+):", re.sub(r"#.*", "", line)):
            asked += 1
            answer = server.at("hover", path, number, found.start() + 1)
            # In Markdown, what would be its mark-up stands behind a backslash.
            shown = re.sub(r"\\(\W|_)", r"\1", text_of(answer["contents"])) if answer else ""
            if not any(description in shown for description in descriptions[found.group(1)]):
                yield f"hover on line {number + 1}, {found.group(1)}: {shown!r}"
    if asked < 20:
        yield f"only {asked} keys were asked for"


def check_completion(server, path, text, place, here, properties):
    """At an empty line, each key that may still stand there is offered, with the description of the schema."""
    for problem in server.problems(path, text):
        yield f"{path.name}: {problem}"
    answer = server.at("completion", path, *place)
    items = answer["items"] if isinstance(answer, dict) else answer
    offered = {item["label"]: text_of(item.get("documentation", "")) for item in items}
    wanted = {key: value["description"] for key, value in properties.items() if key not in here}
    for key in sorted(wanted.keys() ^ offered.keys()):
        yield f"completion in {path.name}: {key} is {'offered' if key in offered else 'not offered'}"
    for key in sorted(wanted.keys() & offered.keys()):
        if wanted[key] not in offered[key]:
            yield f"completion in {path.name}: {key} is described as {offered[key]!r}"


def check(root, script):
    site, config = (json.loads((root / f"schemas/{name}.schema.json").read_text(encoding="utf-8"))
                    for name in ("site", "config"))
    text = (root / "examples/small-house.site.yaml").read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as name:
        top = Path(name).resolve()
        (top / "schemas").symlink_to(root / "schemas")
        folder = top / "sites"
        folder.mkdir()
        server = Server(script, settings_of_the_page(root), top)
        yield from check_well_made_files(server, root, folder)
        yield from check_faults(server, folder, text)
        yield from check_hover(server, folder / "hover.site.yaml", text, site)

        with_line_limits = text.replace("limit_a: 25", "limit_a: {L1: 25}", 1)
        yield from check_hover(server, folder / "hover-on-lines.site.yaml", with_line_limits, site)
        grid = "  system: TN-S\n"
        line, _ = place_of(text, grid)
        begun = text.replace(grid, grid + "  \n", 1)
        has = set(re.findall(r"^  (\w+):", text[text.index("grid:"):text.index("\nsupply:")], re.M))
        yield from check_completion(
            server, folder / "begun.yaml", begun, (line + 1, 2), has, site["$defs"]["grid"]["properties"]
        )
        yield from check_completion(
            server, top / ".ampsite.yaml", "fail_on: warning\n\n", (1, 0), {"fail_on"}, config["properties"]
        )
        server.end()


def main(root):
    needed = [tool for tool in ("npm", "node") if shutil.which(tool) is None]
    if needed or subprocess.run([root / "scripts/fetch_npm_packages.sh", "editor"], check=False).returncode != 0:
        print(f"skipped: {' and '.join(needed) or 'the language server'} is missing")
        return 1 if os.environ.get("CI") else SKIPPED
    packages = root / "build/npm/editor/node_modules"
    told = list(check(root, packages / "yaml-language-server/bin/yaml-language-server"))
    for line in told[:100]:
        print(line)
    return 1 if told else 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: language_server.py REPOSITORY")
    sys.exit(main(Path(sys.argv[1]).resolve()))
