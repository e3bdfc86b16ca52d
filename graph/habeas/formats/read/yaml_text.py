"""YAML files as raw values that remember their lines.

A document whose YAML is broken is read again in pieces: each claim, each name and each part of the source by itself. So
a slip costs the piece it is in, and nothing else of the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import yaml

from habeas.errors import BadFile, phrase
from habeas.formats.read.raw import NO_SOURCE, SAVE_AS_UTF8, Lined, RawParts
from habeas.formats.read.yaml_values import Hopeless, YamlValues

LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
NEW_DOCUMENT: Final = re.compile(r"---(\s|$)")
END_OF_DOCUMENT: Final = re.compile(r"\.\.\.(\s|$)")
HEADING: Final = re.compile(r" *([\w-]+) *:\s*(#.*)?$")
"""A key with nothing behind it: what belongs to it stands on the lines below."""
KEY: Final = re.compile(r"\s*([^\s:\-][^\s:]*) *:")
BLANK: Final = re.compile(r"\s*(#.*)?$")
DASH: Final = re.compile(r" *-(\s|$)")
ADVICE: Final = "Put words with a colon, a # or quotation marks in them into quotation marks, and indent with spaces."
FORM: Final = "docs/claim-form.md shows the form"
Broken = (BadFile, yaml.MarkedYAMLError)


def yaml_parts(path: Path, content: bytes | None = None) -> RawParts:
    """The documents of a YAML file, each a mapping; and what is wrong in them, each with its place.

    `content` is what stands in it where it is at hand; then `path` is only what errors call it.
    """
    try:
        yield from _Documents(path, content).all()
    except yaml.reader.ReaderError as error:
        why = phrase("byte %(position)s is not UTF-8 text (%(reason)s)", position=error.position, reason=error.reason)
        yield BadFile(where=str(path), why=why, next=SAVE_AS_UTF8)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        yield BadFile(
            where=str(path),
            why=phrase("this text cannot be read: %(error)s", error=_first_line(error)),
            next=SAVE_AS_UTF8,
        )


def yaml_documents(path: Path) -> Iterator[Lined]:
    """The documents of a YAML file, for those who want all or nothing. Raises BadFile with line and column."""
    for part in yaml_parts(path):
        if isinstance(part, BadFile):
            raise part
        yield part


class _Documents(YamlValues):
    """The documents of one file."""

    def all(self) -> RawParts:
        """Each whole; from the first on whose YAML is broken, in pieces where it must be."""
        begun = 0
        events = yaml.parse(self.content, Loader=LOADER)
        try:
            for event in events:
                if isinstance(event, yaml.DocumentStartEvent):
                    begun = self.line(event) - 1
                    yield from self._whole(events)
        except Hopeless as error:
            yield error
        except Broken:
            for start, end in self._spans(begun):
                yield from self._again(start, end)

    def _whole(self, events: Iterator[yaml.Event]) -> RawParts:
        self.new_document()
        first = next(events)
        value = self.value(first, events)
        for event in events:
            if isinstance(event, yaml.DocumentEndEvent):
                break
        if isinstance(value, Lined):
            value.cuts = self.cuts
            yield value
        elif value is not None:
            yield self.wrong(first, NO_SOURCE, FORM)

    def _spans(self, begun: int) -> Iterator[tuple[int, int]]:
        """The lines of each document, from the one on that begins at `begun`."""
        start = begun
        for number in range(begun + 1, len(self.lines)):
            if NEW_DOCUMENT.match(self.lines[number]) or END_OF_DOCUMENT.match(self.lines[number]):
                yield start, number
                start = number + bool(END_OF_DOCUMENT.match(self.lines[number]))
        yield start, len(self.lines)

    def _read(self, start: int, end: int) -> Any:
        """The value on some lines. Raises BadFile, MarkedYAMLError."""
        self.first, self.last = start, end
        events = yaml.parse("".join(self.lines[start:end]), Loader=LOADER)
        found = None
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                found = self.value(next(events), events)
        return found

    def _again(self, start: int, end: int) -> RawParts:
        self.new_document()
        try:
            found = self._read(start, end)
        except Hopeless as error:
            yield error
        except Broken as error:
            yield from self._pieces(start + bool(NEW_DOCUMENT.match(self.lines[start])), end, error)
        else:
            if isinstance(found, Lined):
                found.cuts = self.cuts
                yield found
            elif found is not None:
                yield BadFile(where=f"{self.path}, line {start + 1}", why=NO_SOURCE, next=FORM)

    # -- pieces

    def _pieces(self, start: int, end: int, error: BadFile | yaml.MarkedYAMLError) -> RawParts:
        self.new_document()
        top, wrong = Lined(), list[BadFile]()
        top.line = start + 1
        for first, last in self._blocks(start, end):
            key = HEADING.match(self.lines[first])
            try:
                self._add(top, self._read(first, last), first, wrong)
            except Broken as mistake:
                if key and key[1] not in top:
                    top.lines[key[1]], top[key[1]] = first + 1, self._section(first + 1, last, wrong)
                else:
                    wrong.append(self._mistake(mistake))
        top.cuts = self.cuts
        found: list[Lined | BadFile] = [top, *wrong] if top else [*wrong[:1]] or [self._mistake(error)]
        yield from found

    def _section(self, start: int, end: int, wrong: list[BadFile]) -> Lined | list[Any]:
        """The entries below a heading, one by one; what is wrong with them goes to `wrong`."""
        entries, items = Lined(), list[Any]()
        entries.line = start
        for first, last in self._blocks(start, end):
            try:
                found = self._read(first, last)
                if isinstance(found, list):
                    items += found
                else:
                    self._add(entries, found, first, wrong)
            except Broken as mistake:
                told = self._mistake(mistake)
                if apart := self._apart(first, last):
                    items += apart
                    continue
                wrong.append(told)
                if key := KEY.match(self.lines[first]):
                    entries.unread[key[1]] = wrong[-1].where
        return entries if entries or entries.unread or not self._has_dashes(start, end) else items

    def _apart(self, start: int, end: int) -> list[Any]:
        """Claims that are indented unlike one another, where every one of them can be read; otherwise none."""
        dashes = [n for n in range(start, end) if DASH.match(self.lines[n])]
        found: list[Any] = []
        try:
            for first, last in zip(dashes, [*dashes[1:], end], strict=False):
                found += self._read(first, last) or []
        except (*Broken, TypeError):
            return []
        return found if all(isinstance(item, Lined) and "claim" in item for item in found) else []

    def _add(self, whole: Lined, part: Any, first: int, wrong: list[BadFile]) -> None:
        """Put the keys of a part into the whole; a key that is there already is told."""
        if not isinstance(part, Lined):
            raise BadFile(where=f"{self.path}, line {first + 1}", why=NO_SOURCE, next=FORM)
        for key, value in part.items():
            if key in whole:
                why = phrase("“%(key)s” occurs here twice", key=key)
                advice = "Keep one of them. The second was not read."
                wrong.append(BadFile(where=f"{self.path}, line {part.lines[key]}", why=why, next=advice))
            else:
                whole[key], whole.lines[key] = value, part.lines[key]

    def _blocks(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The lines of each key, or of each item with a dash, that stand at the outermost level of these lines."""
        told = [n for n in range(start, end) if not BLANK.match(self.lines[n])]
        spaced = [n for n in told if not self.lines[n].lstrip(" ").startswith("\t")] or told
        level, dashes = self._indent(spaced[0]) if spaced else 0, self._has_dashes(start, end)
        begins = sorted({*told[:1], *(n for n in spaced if self._begins(n, level, dashes=dashes))})
        yield from zip(begins, [*begins[1:], end], strict=False)

    def _begins(self, number: int, level: int, *, dashes: bool) -> bool:
        dash = bool(DASH.match(self.lines[number]))
        return dash == dashes and self._indent(number) <= level + dashes

    def _indent(self, number: int) -> int:
        return len(self.lines[number]) - len(self.lines[number].lstrip(" "))

    def _has_dashes(self, start: int, end: int) -> bool:
        told = (line for line in self.lines[start:end] if not BLANK.match(line))
        return next(told, "").lstrip().startswith("-")

    def _mistake(self, error: BadFile | yaml.MarkedYAMLError) -> BadFile:
        if isinstance(error, BadFile):
            return error
        mark, begun = error.problem_mark, error.context_mark
        if begun and (mark is None or mark.line + self.first >= self.last or "end of stream" in (error.problem or "")):
            mark = begun
        where = f"{self.path}, line {mark.line + 1 + self.first}, column {mark.column + 1}" if mark else str(self.path)
        return BadFile(
            where=where,
            why=phrase("this is not YAML: %(detail)s", detail=error.problem or _first_line(error)),
            next=ADVICE,
        )


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0] if str(error) else type(error).__name__
