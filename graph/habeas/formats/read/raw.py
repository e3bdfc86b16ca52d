"""YAML and JSON as raw values that remember their lines; and the batch that a reader makes of one source.

Scalars of YAML stay text as written (`no` is not false, `2024-01` is not a sum, `12:30` is not sixty times twelve): the
vocabulary tells later what each value should be. Mappings know the line of each key, so that an error can name it.

A document that cannot be read is given as the BadFile that says why, in its place, so that it never loses the others.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Final

import yaml

from habeas.errors import BadFile
from habeas.model.values import Claim, Entity, Refusal, Source

LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
DEEPEST: Final = 20
MOST_REPEATED: Final = 100_000
"""Values that a document may hold by repeating a marked part (`*part`); more is a trick to fill the memory."""
LONGEST_LINE: Final = 50_000_000
NULLS: Final = frozenset(["", "~", "null", "Null", "NULL"])
SAVE_AS_UTF8: Final = "Save the file as UTF-8 text and load it again."
NO_SOURCE: Final = "a source must be written as keys and values (source:, names:, claims:)"


class Lined(dict[str, Any]):
    """A mapping that knows its place: `line` of its start, `lines` of its keys; 0 where lines are not known."""

    line: int = 0

    def __init__(self) -> None:
        super().__init__()
        self.lines: dict[str, int] = {}

    def line_of(self, key: str) -> int:
        """The line of that key, or of the mapping when it has no such key."""
        return self.lines.get(key, self.line)


def lined(value: Mapping[str, Any], line: int = 0) -> Lined:
    """Plain values as a document on one line."""
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


RawParts = Iterator[Lined | BadFile]


# -- YAML -----------------------------------------------------------------------------------------------------------


def yaml_parts(path: Path) -> RawParts:
    """The documents of a YAML file, each a mapping; after a mistake in the writing of YAML itself nothing more can be
    read.
    """
    try:
        with path.open("rb") as stream:
            events = yaml.parse(stream, Loader=LOADER)
            for event in events:
                if isinstance(event, yaml.DocumentStartEvent):
                    document = _YamlDocument(path, events)
                    yield from document.read()
                    if document.too_deep:  # the parser grows slower with every bracket: no further
                        return
    except yaml.MarkedYAMLError as error:
        yield _yaml_mistake(path, error)
    except yaml.reader.ReaderError as error:
        yield BadFile(
            where=str(path), why=f"byte {error.position} is not UTF-8 text ({error.reason})", next=SAVE_AS_UTF8
        )
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        yield BadFile(where=str(path), why=f"this text cannot be read: {_first_line(error)}", next=SAVE_AS_UTF8)


def yaml_documents(path: Path) -> Iterator[Lined]:
    """The documents of a YAML file, for those who want all or nothing. Raises BadFile with line and column."""
    for part in yaml_parts(path):
        if isinstance(part, BadFile):
            raise part
        yield part


class _YamlDocument:
    """Makes the value of one document from the parser's events, none deeper than DEEPEST, whatever the file holds."""

    def __init__(self, path: Path, events: Iterator[yaml.Event]) -> None:
        self.path = path
        self.events = events
        self.marked: dict[str, tuple[Any, int]] = {}
        self.made = self.repeated = 0
        self.too_deep = False

    def read(self) -> RawParts:
        """The document; none for an empty one; what is wrong with it instead, when something is."""
        first = next(self.events)
        try:
            value = self._value(first, 0)
            if isinstance(value, Lined):
                yield value
            elif value is not None:
                raise self._wrong(first, NO_SOURCE, "docs/claim-form.md shows the form")
        except BadFile as error:
            yield error
        for event in self.events if not self.too_deep else ():
            if isinstance(event, yaml.DocumentEndEvent):
                return

    def _wrong(self, event: yaml.Event, why: str, advice: str = "") -> BadFile:
        return BadFile(where=f"{self.path}, line {_line(event)}", why=why, next=advice)

    def _value(self, event: yaml.Event, depth: int) -> Any:
        if depth > DEEPEST:
            self.too_deep = True
            raise self._wrong(event, f"values nested more than {DEEPEST} deep", "What follows was not read.")
        if isinstance(event, yaml.AliasEvent):
            return self._repeat(event)
        before = self.made
        value: Any
        self.made += 1
        if isinstance(event, yaml.ScalarEvent):
            value = None if event.implicit[0] and event.value in NULLS else event.value
        elif isinstance(event, yaml.SequenceStartEvent):
            value = [self._value(item, depth + 1) for item in self._until(yaml.SequenceEndEvent)]
        else:
            value = self._mapping(event, depth)
        if isinstance(event, yaml.NodeEvent) and event.anchor:
            self.marked[event.anchor] = value, self.made - before
        return value

    def _until(self, end: type[yaml.Event]) -> Iterator[yaml.Event]:
        for event in self.events:
            if isinstance(event, end):
                return
            yield event

    def _mapping(self, start: yaml.Event, depth: int) -> Lined:
        found = Lined()
        found.line = _line(start)
        for event in self._until(yaml.MappingEndEvent):
            key = self._value(event, depth + 1)
            if not isinstance(key, str):
                raise self._wrong(event, "a key must be one word")
            if key in found:
                raise self._wrong(event, f"“{key}” occurs here twice", "Keep one of them.")
            found.lines[key] = _line(event)
            found[key] = self._value(next(self.events), depth + 1)
        return found

    def _repeat(self, event: yaml.AliasEvent) -> Any:
        if event.anchor not in self.marked:
            raise self._wrong(event, f"*{event.anchor} repeats a part, but no part above it is marked &{event.anchor}")
        value, size = self.marked[event.anchor]
        self.made += size
        self.repeated += size
        if self.repeated > MOST_REPEATED:
            raise self._wrong(event, f"this document repeats more than {MOST_REPEATED:,} values", "Write them out.")
        return value


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 0


def _yaml_mistake(path: Path, error: yaml.MarkedYAMLError) -> BadFile:
    open_ended = "end of stream" in (error.problem or "")
    mark = (error.context_mark if open_ended else None) or error.problem_mark or error.context_mark
    where = f"{path}, line {mark.line + 1}, column {mark.column + 1}" if mark else str(path)
    why = f"this is not YAML: {error.problem or _first_line(error)}"
    advice = "Check the quotes, the colons and the spaces at the start of this line. What follows was not read."
    return BadFile(where=where, why=why, next=advice)


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0] if str(error) else type(error).__name__


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
                why = f"this line has more than {LONGEST_LINE // 1_000_000} MB"
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
    raise BadFile(why=f"{word} is not JSON")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        raise BadFile(
            why=f"“{next(k for k in keys if keys.count(k) > 1)}” occurs twice in one object", next="Keep one."
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
            where=where, why=f"this is not JSON: {error.msg}", next="Check the commas, quotes and brackets there."
        )
    if isinstance(error, UnicodeDecodeError):
        return BadFile(where=where, why=f"byte {error.start} is not UTF-8 text", next=SAVE_AS_UTF8)
    if isinstance(error, RecursionError):
        return BadFile(where=where, why="this JSON is nested too deeply to read")
    return BadFile(where=where, why="this JSON contains a number that is too long to read")
