"""YAML and JSON as raw values that remember their lines.

Scalars of YAML stay text as written (`no` is not false, `2024-01` is not a sum, `12:30` is not sixty times twelve): the
vocabulary tells later what each value should be. Mappings know the line of each key, so that an error can name it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from habeas.errors import BadFile

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Lined(dict[str, Any]):
    """A mapping that knows where it stands: `line` of its start, `lines` of its keys."""

    line: int = 0

    def __init__(self) -> None:
        super().__init__()
        self.lines: dict[str, int] = {}

    def line_of(self, key: str) -> int:
        """The line of that key, or of the mapping when it has no such key."""
        return self.lines.get(key, self.line)


def yaml_documents(path: Path) -> Iterator[Lined]:
    """The documents of a YAML file, each a mapping. Raises BadFile with line and column."""
    try:
        with path.open("rb") as stream:
            for node in yaml.compose_all(stream, Loader=LOADER):
                yield _document(node, path)
    except yaml.MarkedYAMLError as error:
        raise _yaml_mistake(path, error) from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise BadFile(
            where=str(path), why=f"this is not text we can read: {_first_line(error)}", next=SAVE_AS_UTF8
        ) from None


SAVE_AS_UTF8 = "Save the file as UTF-8 text and load it again."


def _document(node: yaml.Node, path: Path) -> Lined:
    value = _value(node, path, 0)
    if not isinstance(value, Lined):
        why = "a source is written as keys and values (source:, names:, claims:), and this is something else"
        raise BadFile(
            where=f"{path}, line {node.start_mark.line + 1}", why=why, next="docs/claim-form.md shows the form"
        )
    return value


DEEPEST = 20


def _value(node: yaml.Node, path: Path, depth: int) -> Any:
    if depth > DEEPEST:
        raise BadFile(where=f"{path}, line {node.start_mark.line + 1}", why=f"values nested more than {DEEPEST} deep")
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, depth)
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, path, depth + 1) for item in node.value]
    return node.value if node.tag != "tag:yaml.org,2002:null" else None


def _mapping(node: yaml.MappingNode, path: Path, depth: int) -> Lined:
    found = Lined()
    found.line = node.start_mark.line + 1
    for key_node, value_node in node.value:
        key, line = str(key_node.value), key_node.start_mark.line + 1
        if key in found:
            raise BadFile(where=f"{path}, line {line}", why=f"“{key}” stands here twice", next="Keep one of them.")
        found.lines[key] = line
        found[key] = _value(value_node, path, depth + 1)
    return found


def _yaml_mistake(path: Path, error: yaml.MarkedYAMLError) -> BadFile:
    mark = error.problem_mark or error.context_mark
    where = f"{path}, line {mark.line + 1}, column {mark.column + 1}" if mark else str(path)
    why = f"this is not YAML: {error.problem or _first_line(error)}"
    return BadFile(
        where=where, why=why, next="Look at the quotes, the colons and the spaces at the start of this line."
    )


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0] if str(error) else type(error).__name__


def json_documents(path: Path) -> Iterator[Lined]:
    """One source object, or a list of them. Raises BadFile with line and column."""
    try:
        loaded = json.loads(path.read_bytes())
    except (ValueError, RecursionError) as error:
        raise json_mistake(str(path), error) from None
    yield from (_lined(item, str(path), 1) for item in (loaded if isinstance(loaded, list) else [loaded]))


def json_lines(path: Path) -> Iterator[Lined]:
    """One source object a line. Raises BadFile with the line."""
    with path.open("rb") as stream:
        for number, line in enumerate(stream, start=1):
            if not line.strip():
                continue
            try:
                loaded = json.loads(line)
            except (ValueError, RecursionError) as error:
                raise json_mistake(f"{path}, line {number}", error) from None
            yield _lined(loaded, f"{path}, line {number}", number)


def json_mistake(where: str, error: Exception) -> BadFile:
    """What is wrong with a JSON text, with its place when the parser tells it."""
    if isinstance(error, json.JSONDecodeError):
        return BadFile(
            where=f"{where}, line {error.lineno}, column {error.colno}", why=f"this is not JSON: {error.msg}"
        )
    if isinstance(error, UnicodeDecodeError):
        return BadFile(where=where, why=f"byte {error.start} is not UTF-8 text", next=SAVE_AS_UTF8)
    return BadFile(where=where, why="this JSON is nested too deeply to read")


def lined(value: Mapping[str, Any]) -> Lined:
    """Plain values as a document without lines."""
    return _lined(dict(value), "", 0)


def _lined(value: object, where: str, line: int) -> Lined:
    if not isinstance(value, dict):
        raise BadFile(
            where=where, why="a source is a JSON object with source, names and claims, and this is something else"
        )
    found = Lined()
    found.update(value)
    found.line = line
    return found
