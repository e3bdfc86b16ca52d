"""A file of another system as one document of the claim form: its records as names, what they say as claims.

The file itself is the document. Its text is kept, and the words of each claim stand in it at their line; the id of the
record is the paragraph. Whoever keeps the file speaks, unless a record names somebody else. A person's name has the
record's id in it, so that no two records ever become one person by themselves; places and bodies that are given in
words alone are one where the words are the same. Pure.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from habeas.errors import BadFile
from habeas.formats.read.form import FormReader
from habeas.formats.read.raw import SAVE_AS_UTF8, Batch, lined
from habeas.model.load_report import Refusal
from habeas.model.values import slug_of

UNKNOWN_DAY: Final = "XXXX"
SLUG: Final = 60
KEY: Final = 24
LONGEST_QUOTE: Final = 400
DIGEST: Final = 8
MOST_NOTES: Final = 40
CORRECT: Final = "Correct it there, or export the file again."


class OutsideDocument:
    """Gathers names, claims and remarks of one file, and reads them as a claim form is read.

    `source` are the keys of its `source:`; `given` holds for every claim. `original` is the file where it is not its
    text.
    """

    def __init__(
        self, path: Path, text: str, *, source: Mapping[str, Any], given: Mapping[str, Any] | None = None
    ) -> None:
        self.path, self.text = path, text
        self.sha256 = hashlib.sha256(text.encode()).hexdigest()
        self.short = self.sha256[:DIGEST]
        self.source = dict(source)
        self.names: dict[str, dict[str, Any]] = {}
        self.claims: list[dict[str, Any]] = []
        self.refused: list[Refusal] = []
        self.original: tuple[bytes, str] | None = None
        self._given = dict(given or {})
        self._notes: dict[str, list[str]] = {}
        self._starts = [0]
        for line in text.splitlines(keepends=True):
            self._starts.append(self._starts[-1] + len(line))

    @property
    def stem(self) -> str:
        """The name of the file as a part of names."""
        return slug_of(self.path.name.partition(".")[0])[:SLUG] or "file"

    def place(self, line: int) -> str:
        """Where something stands, for people."""
        return f"{self.path}, line {line}" if line else str(self.path)

    # -- names

    def record_name(self, kind: str, label: str, key: str, *, lasting: bool = False) -> str:
        """What a record is called here. `key` is its id; `lasting` says that nothing else anywhere has that id."""
        end = slug_of(key)
        if len(end) > KEY:
            end = f"{end[:DIGEST]}-{hashlib.sha256(key.encode()).hexdigest()[:DIGEST]}"
        end = end if lasting else f"{end}-{self.short}"
        return f"{kind}:{slug_of(label)[:SLUG]}-{end}" if slug_of(label) else f"{kind}:{end}"

    def describe(self, name: str, label: object, line: int = 0, **more: Any) -> str:
        """Say what something is called; gives its name again."""
        self.names.setdefault(name, lined({"is": name, "label": label, **_full(more)}, line))
        return name

    def named(self, kind: str, label: str) -> str:
        """Something that the file has in words alone."""
        slug = slug_of(label)[:SLUG] or self.short
        return self.describe(f"{kind}:{slug}", label)

    # -- claims

    def say(
        self, record: str, line: int, claim: tuple[str, str, Any], words: str = "", until: int = 0, **details: Any
    ) -> None:
        """One claim of a record. `words` are looked for from its line to the line `until`, and quoted there."""
        told = {"claim": list(claim), "paragraph": record, **self._given, **_full(details)}
        self.claims.append(lined({**told, **self._quoted(words, line, until or line)}, line))

    def _quoted(self, words: str, line: int, until: int) -> dict[str, Any]:
        """The words and their place; of words that do not stand there, the line itself."""
        if not 0 < line < len(self._starts):
            return {}
        first, after, end = self._starts[line - 1], self._starts[line], self._starts[min(until, len(self._starts) - 1)]
        start = self.text.find(words, first, end) if 0 < len(words) <= LONGEST_QUOTE else -1
        if start < 0:
            words = self.text[first:after].strip()
            start = self.text.find(words, first)
        return {"at": [f"{start}-{start + len(words)}"], "quote": words} if 0 < len(words) <= LONGEST_QUOTE else {}

    def line_at(self, offset: int) -> int:
        """The line of a place in the text, from 1."""
        return bisect_right(self._starts, offset)

    # -- what does not come in

    def leave(self, why: str, place: str) -> None:
        """Something that has no relation here: told once, with how often and where first."""
        self._notes.setdefault(why, []).append(place)

    def refuse(self, line: int, why: str, advice: str = CORRECT) -> None:
        """A record that cannot be read."""
        refusal = Refusal(where=self.place(line), why=why, next=advice)
        if refusal not in self.refused[-1:]:
            self.refused.append(refusal)

    # -- together

    def batch(self) -> Batch:
        """Everything, as it is read from a claim form; the text is kept with it."""
        snapshot: dict[str, Any] = {"sha256": self.sha256, "characters": len(self.text)}
        if self.original is not None:
            snapshot["original"] = hashlib.sha256(self.original[0]).hexdigest()
        source = {"id": f"{self.stem}-{self.short}", "title": self.path.name, "date": UNKNOWN_DAY, **_full(self.source)}
        document = {"source": lined({**source, "snapshot": snapshot}), "names": self.names, "claims": self.claims}
        batch = FormReader(lined(document), str(self.path)).read()
        batch.text_file, batch.original = self.text, self.original
        batch.refused += self.refused
        batch.notes += self._told()
        if "date" not in _full(self.source):
            batch.notes.append(
                f"{self.path}: the file does not say of which day it is; its claims have no date of saying."
            )
        return batch

    def _told(self) -> list[str]:
        told = [
            f"{places[0]}: {why}" + (f" ({len(places)} times in this file)" if len(places) > 1 else "") + "."
            for why, places in self._notes.items()
        ]
        more = len(told) - MOST_NOTES
        return [*told[:MOST_NOTES], *([f"{self.path}: {more} more kinds of things were left out."] if more > 0 else [])]


def _full(values: Mapping[str, Any]) -> dict[str, Any]:
    """What has a value, under the keys of the form."""
    return {key.replace("_", "-"): value for key, value in values.items() if value not in ("", None, [], {})}


def decoded_text(content: bytes, path: Path) -> str:
    """The text of a file in UTF-8 or, with its mark, UTF-16. Raises BadFile."""
    coding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return content.decode(coding)
    except UnicodeDecodeError as error:
        why = f"byte {error.start} is not {'UTF-8' if coding == 'utf-8-sig' else 'UTF-16'} text"
        raise BadFile(where=str(path), why=why, next=SAVE_AS_UTF8) from None
