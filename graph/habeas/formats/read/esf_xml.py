"""The XML of the Events Standard Formats as records.

Read by expat as it comes, so a large file needs no more than its records. A document type declaration is refused
before anything in it is read: there are no entities to expand and nothing to fetch.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final
from xml.parsers import expat

from habeas.errors import BadFile, phrase
from habeas.formats.esf.fields import INSIDE, EsfFile, EsfRecord

DEEPEST: Final = 20
PIECE: Final = 1 << 16
ROOT: Final = "events"
_META: Final = ("instance", "date", "lang")
_NOT_THIS: Final = (
    "Events Standard Formats in XML begin with <events>; OpenEvSys writes them, and exports of habeas are such."
)


def read_records(path: Path) -> EsfFile:
    """The records of a file. Raises BadFile, with the line, for XML that is damaged or something else."""
    return _Reading(path).file()


class _Reading:
    """What stands open while the file is read: the records and the field one is in."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.records: list[EsfRecord] = []
        self.meta: dict[str, str] = {}
        self._open: list[str] = []
        self._within: list[EsfRecord] = []
        self._field = ""
        self._text: list[str] = []
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._words

    def file(self) -> EsfFile:
        """Everything in it."""
        try:
            with self.path.open("rb") as stream:
                while piece := stream.read(PIECE):
                    self._parser.Parse(piece, False)  # noqa: FBT003 the parser takes it by place
                self._parser.Parse(b"", True)  # noqa: FBT003 the parser takes it by place
        except expat.ExpatError as error:
            why = phrase("this is not whole XML: %(code)s", code=expat.ErrorString(error.code))
            raise self._bad(why, "Save or export the file again.", error.lineno) from None
        except (LookupError, ValueError) as error:
            raise self._bad(f"the letters of this file cannot be read: {error}", "Save it as UTF-8.") from None
        instance, day, lang = (self.meta.get(name, "") for name in _META)
        return EsfFile(records=tuple(self.records), instance=instance, date=day, lang=lang)

    def _bad(self, why: str, advice: str, line: int = 0) -> BadFile:
        return BadFile(where=f"{self.path}, line {line or self._parser.CurrentLineNumber}", why=why, next=advice)

    # -- what the parser meets

    def _doctype(self, *_: object) -> None:
        why = "this file declares a document type, which may bring entities with it; such files are not read"
        raise self._bad(why, "Take out <!DOCTYPE …>; the Events Standard Formats need none.")

    def _start(self, tag: str, _attributes: object) -> None:
        name = tag.rpartition(":")[2]
        if not self._open and name != ROOT:
            raise self._bad(f"this is XML, but it begins with <{tag[:40]}>", _NOT_THIS)
        if len(self._open) > DEEPEST:
            raise self._bad("elements are nested too deeply here", _NOT_THIS)
        around = self._within[-1].format if self._within else ROOT
        if not self._field and name in INSIDE.get(around, ()) and self._open[-1:] == [around]:
            record = EsfRecord(name, line=self._parser.CurrentLineNumber)
            (self._within[-1].inside if self._within else self.records).append(record)
            self._within.append(record)
        elif self._open and name != "management_data":
            self._field, self._text = name, []
        self._open.append(name)

    def _words(self, text: str) -> None:
        if self._field:
            self._text.append(text)

    def _end(self, tag: str) -> None:
        name = self._open.pop()
        if self._field and name == self._field:
            self._keep(name, "".join(self._text).strip())
            self._field = ""
        elif self._within and name == self._within[-1].format and not self._field:
            self._within.pop()

    def _keep(self, name: str, value: str) -> None:
        if not value:
            return
        if not self._within:
            self.meta.setdefault(name, value)
        else:
            self._within[-1].fields.setdefault(name, []).append(value)
