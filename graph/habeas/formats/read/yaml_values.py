"""Values from the events of a YAML parser, none deeper than DEEPEST, whatever the file holds.

Scalars stay text as written (`no` is not false, `2024-01` is not a sum, `12:30` is not sixty times twelve).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path
from typing import Any, Final

import yaml

from habeas.errors import BadFile, phrase
from habeas.formats.read.raw import Lined

DEEPEST: Final = 20
MOST_REPEATED: Final = 100_000
"""Values that a document may hold by repeating a marked part (`*part`); more is a trick to fill the memory."""
NULLS: Final = frozenset(["", "~", "null", "Null", "NULL"])
COMMENT: Final = re.compile(r"\s+(#.*?)\s*$")
CLOSE_COMMENT: Final = re.compile(r"\s(#\S.*?)\s*$")
"""The same behind a key without a value: `note: #4 was empty` is lost words, `note:  # say more` a template."""


class Hopeless(BadFile):
    """What cannot be read in pieces either: nested too deeply, repeated too often."""


class YamlValues:
    """Makes the values of one file.

    `first` is the line of the file at which the text of the parser begins; what is marked is so for the whole document.
    """

    def __init__(self, path: Path, content: bytes | None = None) -> None:
        self.path = path
        self.content = path.read_bytes() if content is None else content
        self.lines = self.content.decode("utf-8-sig", "replace").splitlines(keepends=True)
        self.first, self.last = 0, len(self.lines)
        self.new_document()

    def new_document(self) -> None:
        """Forget what was marked and counted."""
        self.marked: dict[str, tuple[Any, int]] = {}
        self.cuts: list[tuple[int, str, str, str]] = []
        self.made = self.repeated = 0

    def wrong(self, event: yaml.Event, why: str, advice: str = "", *, hopeless: bool = False) -> BadFile:
        """What is wrong with a value, with its line."""
        return (Hopeless if hopeless else BadFile)(where=f"{self.path}, line {self.line(event)}", why=why, next=advice)

    def line(self, event: yaml.Event) -> int:
        """Where in the file it begins, from 1."""
        return event.start_mark.line + 1 + self.first if event.start_mark else 0

    def value(self, event: yaml.Event, events: Iterator[yaml.Event], depth: int = 0, key: str = "") -> Any:
        """The value that begins with this event; `key` is what it stands behind."""
        if depth > DEEPEST:
            why = phrase("values nested more than %(deepest)s deep", deepest=DEEPEST)
            raise self.wrong(event, why, "What follows was not read.", hopeless=True)
        if isinstance(event, yaml.AliasEvent):
            return self._repeat(event)
        before = self.made
        value: Any
        self.made += 1
        if isinstance(event, yaml.ScalarEvent):
            value = None if event.implicit[0] and event.value in NULLS else event.value
            self._note_cut(event, key)
        elif isinstance(event, yaml.SequenceStartEvent):
            value = [self.value(item, events, depth + 1, key) for item in _until(yaml.SequenceEndEvent, events)]
        else:
            value = self._mapping(event, events, depth)
        if isinstance(event, yaml.NodeEvent) and event.anchor:
            self.marked[event.anchor] = value, self.made - before
        return value

    def _mapping(self, start: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Lined:
        found = Lined()
        found.line = self.line(start)
        found.flow = isinstance(start, yaml.MappingStartEvent) and bool(start.flow_style)
        for event in _until(yaml.MappingEndEvent, events):
            key = self.value(event, events, depth + 1)
            if not isinstance(key, str):
                raise self.wrong(event, "a key must be one word")
            if key in found:
                raise self.wrong(event, f"“{key}” occurs here twice", "Keep one of them.")
            found.lines[key] = self.line(event)
            found[key] = self.value(next(events), events, depth + 1, key)
        return found

    def _repeat(self, event: yaml.AliasEvent) -> Any:
        if event.anchor not in self.marked:
            raise self.wrong(event, f"*{event.anchor} repeats a part, but no part above it is marked &{event.anchor}")
        value, size = self.marked[event.anchor]
        self.made += size
        self.repeated += size
        if self.repeated > MOST_REPEATED:
            why = phrase("this document repeats more than %(most_repeated)s values", most_repeated=f"{MOST_REPEATED:,}")
            raise self.wrong(event, why, "Write them out.", hopeless=True)
        return value

    def _note_cut(self, event: yaml.ScalarEvent, key: str) -> None:
        """Words behind a plain value that YAML takes for a comment."""
        mark = event.end_mark
        if key and (sign := event.tag or (f"&{event.anchor}" if event.anchor else "")):
            self.cuts.append((self.line(event), key, event.value, sign))
        if event.style or not key or mark is None:
            return
        number: int = mark.line + self.first
        rest = self.lines[number][mark.column :] if number < len(self.lines) else ""
        found = (COMMENT if event.value else CLOSE_COMMENT).match(rest) if "#" in rest else None
        if found:
            self.cuts.append((number + 1, key, event.value, found[1]))


def _until(end: type[yaml.Event], events: Iterator[yaml.Event]) -> Iterator[yaml.Event]:
    return takewhile(lambda event: not isinstance(event, end), events)
