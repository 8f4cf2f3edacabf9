#!/usr/bin/python3
"""The JSON Schema finds fault with a site file on exactly the lines on which the reader does.

Reads every example and every golden of AMP003 to AMP006 below the repository root (the argument). Where a
file marks a finding of these rules by hand ("# expect: AMP005"), the schema must reject that line; where it
marks none, the schema must accept the file.
"""

import re
import sys
from pathlib import Path

import json
import jsonschema
import yaml

SHAPE_RULES = {"AMP003", "AMP004", "AMP005", "AMP006"}
JSON_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")


class Mapping(dict):
    """A mapping that knows its line and those of its keys and values."""


class Sequence(list):
    """A list that knows its line and those of its entries."""


def scalar_value(node):
    """The format's own reading of a scalar: JSON's numbers, true and false; else text."""
    plain = node.style is None and node.tag == "plain"
    if not plain:
        return node.value
    if node.value == "":
        return None
    if node.value in ("true", "false"):
        return node.value == "true"
    if JSON_NUMBER.fullmatch(node.value):
        value = float(node.value)
        # No finite number: the schema speaks of numbers only, so it becomes text.
        if value in (float("inf"), float("-inf")):
            return node.value
        return int(value) if value.is_integer() else value
    return node.value


class Loader(yaml.SafeLoader):
    """Resolves nothing: what a plain scalar means is decided by scalar_value."""

    def resolve(self, kind, value, implicit):
        if kind is yaml.ScalarNode:
            return "plain" if implicit[0] else "text"
        return super().resolve(kind, value, implicit)


def line_of(node):
    return node.start_mark.line + 1


def build(node):
    if isinstance(node, yaml.ScalarNode):
        return scalar_value(node)
    if isinstance(node, yaml.SequenceNode):
        out = Sequence(build(entry) for entry in node.value)
        out.lines = [line_of(entry) for entry in node.value]
        return out
    out = Mapping()
    out.line = line_of(node)
    out.key_lines = {}
    out.lines = {}
    for key, value in node.value:
        out[key.value] = build(value)
        out.key_lines[key.value] = line_of(key)
        out.lines[key.value] = line_of(value)
    return out


def load(text):
    loader = Loader(text)
    try:
        root = loader.get_single_node()
        return build(root), line_of(root)
    finally:
        loader.dispose()


def at(document, path):
    for step in path:
        document = document[step]
    return document


def line_of_path(document, root_line, path):
    path = list(path)
    if not path:
        return root_line
    return at(document, path[:-1]).lines[path[-1]]


def lines_of_error(error, document, root_line):
    """The lines on which the reader should report the schema's error."""
    instance = at(document, error.absolute_path)
    if error.validator == "additionalProperties" and isinstance(instance, Mapping):
        known = error.schema.get("properties", {})
        return {instance.key_lines[key] for key in instance if key not in known}
    if error.validator == "required":
        # A misspelt key is reported as unknown; the one that was meant is then not missing as well.
        if any(key not in error.schema.get("properties", instance) for key in instance):
            return set()
        if instance.get("id") is not None:
            return {instance.lines["id"]}
        return {min(instance.key_lines.values(), default=instance.line)}
    if error.validator == "anyOf" and isinstance(instance, Mapping):
        # Of the ways to write a value, the one that is a mapping was chosen.
        inside = [inner for inner in error.context if len(inner.absolute_path) > len(error.absolute_path)]
        inside += [inner for inner in error.context if inner.validator == "additionalProperties"]
        return set().union(*(lines_of_error(inner, document, root_line) for inner in inside))
    return {line_of_path(document, root_line, error.absolute_path)}


def schema_lines(validator, text):
    document, root_line = load(text)
    lines = set()
    for error in validator.iter_errors(document):
        lines |= lines_of_error(error, document, root_line)
    return lines


def marked_lines(text):
    lines = set()
    for number, line in enumerate(text.splitlines(), 1):
        mark = re.search(r"# expect: (.*)$", line)
        if mark and SHAPE_RULES & {rule.strip() for rule in mark.group(1).split(",")}:
            lines.add(number)
    return lines


def disagreement(validator, path):
    text = path.read_text(encoding="utf-8")
    schema, reader = schema_lines(validator, text), marked_lines(text)
    if schema == reader:
        return None
    return f"{path}: only the schema rejects lines {sorted(schema - reader)}, only the reader {sorted(reader - schema)}"


def main(root):
    schema = json.loads((root / "schemas" / "site.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    # A JSON number without a fraction is a whole number to the reader, and a boolean is never a number.
    validator = jsonschema.Draft202012Validator(schema)
    goldens = [path for rule in sorted(SHAPE_RULES) for path in sorted((root / "tests/golden" / rule).glob("*.site.yaml"))]
    examples = sorted((root / "examples").glob("*.site.yaml"))
    for group, paths in (("goldens", goldens), ("examples", examples)):
        if not paths:
            return [f"no {group} found below {root}"]
    return [told for path in examples + goldens if (told := disagreement(validator, path))]


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: schema_agreement.py REPOSITORY")
    told = main(Path(sys.argv[1]))
    for line in told:
        print(line)
    sys.exit(1 if told else 0)
