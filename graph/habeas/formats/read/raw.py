"""Raw values that remember their lines, those of JSON among them; and the batch that a reader makes of one source.

Mappings know the line of each key, so that an error can name it. What each value should be is told later, by the
vocabulary. YAML is read in `yaml_text`.

A document that cannot be read is given as the BadFile that says why, in its place, so that it never loses the others.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Final

from habeas.errors import BadFile, phrase
from habeas.model.load_report import Refusal
from habeas.model.values import Claim, Entity, Source

LONGEST_LINE: Final = 50_000_000
SAVE_AS_UTF8: Final = "Save the file as UTF-8 text and load it again."
NO_SOURCE: Final = "a source must be written as keys and values (source:, names:, claims:)"


class Lined(dict[str, Any]):
    """A mapping that knows its place: `line` of its start, `lines` of its keys; 0 where lines are not known.

    `flow` says that it was written in braces. `cuts` of a document are words that its writing took for a comment: line,
    key, value, and the words. `unread` are keys
    whose values could not be read, each with its place.
    """

    line: int = 0

    def __init__(self) -> None:
        super().__init__()
        self.lines: dict[str, int] = {}
        self.flow = False
        self.cuts: list[tuple[int, str, str, str]] = []
        self.unread: dict[str, str] = {}

    def line_of(self, key: str) -> int:
        """The line of that key, or of the mapping when it has no such key."""
        return self.lines.get(key, self.line)


def lined(value: Mapping[str, Any], line: int = 0) -> Lined:
    """Plain values as a document on one line; what knows its lines already stays as it is."""
    if isinstance(value, Lined):
        return value
    found = Lined()
    found.update(value)
    found.line = line
    return found


@dataclass(slots=True)
class Batch:
    """One source as read: what it describes and claims (with file and line), what was refused, what stands no more."""

    source: Source | None = None
    entities: list[Entity] = field(default_factory=list)
    claims: list[tuple[Claim, str]] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    text_file: Path | str | None = None
    """Where the captured text is when the writer holds it, or the text itself."""
    original: tuple[bytes, str] | None = None
    """The file that the text was read from, where that is another one, and its ending."""


RawParts = Iterator[Lined | BadFile]


# -- JSON -----------------------------------------------------------------------------------------------------------


def json_parts(path: Path) -> RawParts:
    """One source object, or a list of them."""
    try:
        loaded = _loads(path.read_bytes())
    except (BadFile, ValueError, RecursionError) as error:
        yield _json_mistake(str(path), error, 0)
        return
    yield from (_object(item, str(path), 0) for item in (loaded if isinstance(loaded, list) else [loaded]))


def json_line_parts(path: Path) -> RawParts:
    """One source object a line; a line too long to be one ends the reading."""
    with path.open("rb") as stream:
        for number, line in enumerate(iter(partial(stream.readline, LONGEST_LINE + 1), b""), start=1):
            if len(line) > LONGEST_LINE:
                why = phrase("this line has more than %(most)s MB", most=LONGEST_LINE // 1_000_000)
                yield BadFile(
                    where=f"{path}, line {number}", why=why, next="Write one source a line. What follows was not read."
                )
                return
            if line.strip():
                try:
                    yield _object(_loads(line), f"{path}, line {number}", number)
                except (BadFile, ValueError, RecursionError) as error:
                    yield _json_mistake(str(path), error, number)


def _loads(content: bytes) -> Any:
    return json.loads(content, object_pairs_hook=_once, parse_constant=_no_constant)


def _no_constant(word: str) -> None:
    raise BadFile(why=phrase("%(word)s is not JSON", word=word))


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        raise BadFile(
            why=phrase("“%(keys)s” occurs twice in one object", keys=next(k for k in keys if keys.count(k) > 1)),
            next="Keep one.",
        )
    return found


def _object(value: object, where: str, line: int) -> Lined | BadFile:
    return lined(value, line) if isinstance(value, dict) else BadFile(where=where, why=NO_SOURCE)


def _json_mistake(path: str, error: Exception, line: int) -> BadFile:
    """What is wrong with a JSON text, with its place if the parser gives it.

    `line` is 0 when the text is a whole file.
    """
    where = f"{path}, line {line}" if line else path
    if isinstance(error, BadFile):
        return BadFile(where=where, why=error.why, next=error.next)
    if isinstance(error, json.JSONDecodeError):
        where = f"{path}, line {line or error.lineno}, column {error.colno}"
        return BadFile(
            where=where,
            why=phrase("this is not JSON: %(msg)s", msg=error.msg),
            next="Check the commas, quotes and brackets there.",
        )
    if isinstance(error, UnicodeDecodeError):
        return BadFile(
            where=where, why=phrase("byte %(start)s is not UTF-8 text", start=error.start), next=SAVE_AS_UTF8
        )
    if isinstance(error, RecursionError):
        return BadFile(where=where, why="this JSON is nested too deeply to read")
    return BadFile(where=where, why="this JSON contains a number that is too long to read")
