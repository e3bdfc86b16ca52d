"""The claim form (docs/claim-form.md): one source, what it calls things, and its claims.

Each part is read by itself, so that one that is wrong costs what depends on it and nothing else: an unknown key of a
name leaves the name, a date that is none leaves the claims that say when they were said. Refusals have their place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from habeas.errors import BadClaim, BadInput, HabeasError, phrase
from habeas.formats.read.captured import captured_text
from habeas.formats.read.claims import ClaimReader
from habeas.formats.read.defaults import Defaults, SpoiledDefault
from habeas.formats.read.raw import Batch, Lined, lined
from habeas.formats.read.shape import (
    CLAIM_KEYS,
    DOCUMENT_KEYS,
    GROUP,
    NAME_KEYS,
    SNAPSHOT_KEYS,
    SOURCE_KEYS,
    NameBook,
    Raw,
    as_list,
    cut_short,
    given,
    holds_words,
    line_of,
    nearest_key,
    needed_text,
    read_text,
    read_texts,
    require_describable,
    require_keys,
    word,
)
from habeas.model.codec import entity_from_plain, source_from_plain, source_part
from habeas.model.codec_values import nearest_words, yes_or_no
from habeas.model.date_words import date_as_told
from habeas.model.load_report import Refusal
from habeas.model.values import Ref, Source
from habeas.vocab import PROPERTIES

PROTECTION: Final = "sensitivity"  # without it nothing is taken of a name or a document: nobody would be protected


class FormReader:
    """Reads one document of the form. `file` is its name in error messages; `folder` is where captured texts are."""

    def __init__(self, document: Lined, file: str, folder: Path = Path()) -> None:
        self.document = document
        self.file = file
        self.folder = folder
        self.batch = Batch()
        self.book = NameBook()
        self._spoiled: dict[SpoiledDefault, int] = {}
        """Defaults that cannot be used, each with how many claims needed it."""
        self.unread: dict[str, str] = {}
        """Parts of the source that could not be read, each with its place."""

    def read(self) -> Batch:
        """The batch; everything refused is in it, with its place."""
        for key in sorted(set(self.document) - set(DOCUMENT_KEYS)):
            claims = self.document[key]
            lost = self._not_read(claims) if isinstance(claims, list) and claims else ""
            why = phrase("“%(key)s” is not a part of the form%(lost)s", key=key, lost=lost)
            self._refuse(BadClaim(where=key, why=why, next=nearest_key(key, DOCUMENT_KEYS)), self.document)
        self._names()
        self.batch.source = self._source()
        if self.batch.source is not None:
            self._claims(self.batch.source)
        self.batch.notes += (note for cut in self.document.cuts if (note := self._cut(*cut)))
        return self.batch

    def _refuse(self, error: HabeasError, raw: Raw, label: str = "") -> None:
        why = phrase("%(label)s: %(why)s", label=label, why=error.why) if label else error.why
        self.batch.refused.append(Refusal(where=self._place(raw, error.where), why=why, next=error.next))

    def _place(self, raw: Raw, key: str = "") -> str:
        line = line_of(raw, key) or self.document.line
        return f"{self.file}, line {line}" if line else self.file

    def _cut(self, line: int, key: str, value: str, rest: str) -> str:
        """What to say of words that YAML took for a comment; nothing where a comment is likely."""
        if not holds_words(key):
            return ""
        place, told = f"{self.file}, line {line}", f"“{rest[:60]}”"
        if not rest.startswith("#"):
            return f"{place}: {key}: {told} is a mark of YAML, not a word. If it is a word, use quotation marks."
        ends = f"ends with “{value[-40:]}”" if value else "is empty"
        why = f"{key}: {ends}, because YAML takes what follows for a comment: {told}"
        return f"{place}: {why}. If it belongs to the words, put them in quotation marks."

    @staticmethod
    def _not_read(claims: object) -> str:
        return f" (claims not read for this: {len(as_list(claims or []))})"

    # -- names

    def _names(self) -> None:
        names = self.document.get("names") or {}
        if not isinstance(names, dict):
            why = "names: is a list of short names, each with is: and label:"
            self._refuse(BadClaim(where="names", why=why), self.document)
            return
        rows = names if isinstance(names, Lined) else lined(names, self.document.line)
        self.book.unread |= rows.unread
        for short, raw in rows.items():
            try:
                self.book.names[short] = Ref.parse(needed_text(raw if isinstance(raw, dict) else {"is": raw}, "is"))
            except BadInput as error:
                self._refuse_name(rows, short, error)
        for short, raw in rows.items():
            if isinstance(raw, dict) and set(raw) != {"is"} and short in self.book.names:
                self._describe(rows, short, raw)

    def _refuse_name(self, rows: Lined, short: str, error: HabeasError) -> None:
        """A name that cannot be used: so is what is said under it."""
        raw = rows[short]
        here = raw if isinstance(raw, Lined) and error.where in raw.lines else rows
        at = type(error)(where=error.where if here is raw else short, why=error.why, next=error.next)
        self._refuse(at, here, f"name {short}")
        self.book.names.pop(short, None)
        self.book.unread[short] = self._place(here, at.where)

    def _describe(self, rows: Lined, short: str, raw: Raw) -> None:
        """What is said of a name, key by key; a key that cannot be read is refused by itself."""
        ref = self.book.names[short]
        plain: dict[str, Any] = {"ref": str(ref)}
        try:
            require_describable(ref)
        except BadInput as error:
            self._refuse(error, raw, f"name {short}")
            return
        cut = cut_short(raw, NAME_KEYS)
        for key, value in given(raw).items():
            try:
                if key in cut:
                    raise cut[key]
                if key != "is":
                    require_keys({key: value}, NAME_KEYS)
                    part = self._plain_part(key, value)
                    entity_from_plain({"ref": str(ref), **part})
                    plain |= part
            except BadInput as error:
                if PROTECTION in (key, *nearest_words(key, NAME_KEYS)[:1]):
                    self._refuse_name(rows, short, error.at(key))
                    return
                self._refuse(error.at(key), raw, f"name {short}")
        self.batch.entities.append(entity_from_plain(plain))

    def _plain_part(self, key: str, value: object) -> dict[str, Any]:
        readers: Mapping[str, Callable[[Any], object]] = {
            "also": read_texts,
            "hidden": read_texts,
            "note": read_text,
            "criterion": read_text,
            "keeper": lambda raw: str(self.book.ref(raw)),
            "subset-of": lambda raw: str(self.book.ref(raw)),
            "placeholder": lambda raw: yes_or_no(raw, "placeholder"),
            "same-as": as_list,
        }
        if key == "label":
            return {"labels": read_texts(value)}
        return {key: readers[key](value) if key in readers else word({key: value}, key)}

    # -- source

    def _source(self) -> Source | None:
        raw = self.document.get("source")
        if not isinstance(raw, dict):
            why = "nothing says which document the claims are from" + self._not_read(self.document.get("claims"))
            advice = "Write source: with an id:"
            self._refuse(BadClaim(where="source", why=why, next=advice), self.document, "source")
            return None
        self.unread |= raw.unread if isinstance(raw, Lined) else {}
        try:
            slug = needed_text(raw, "id")
            plain: dict[str, Any] = {"ref": slug if slug.startswith("doc:") else f"doc:{slug}"}
            source_from_plain(plain)
        except BadInput as error:
            self._refuse(self._fatal(error, "id"), raw, "source")
            return None
        cut = cut_short(raw, SOURCE_KEYS)
        for key, value in given(raw).items():
            try:
                if key == "id":
                    continue
                if key in cut:
                    raise cut[key]
                require_keys({key: value}, SOURCE_KEYS)
                part = self._source_part(key, value)
                source_part(key, part)
                plain[key] = part
            except BadInput as error:
                told = {PROTECTION: self._fatal(error, key), "snapshot": self._without_text(error)}
                self._refuse(told.get(key, error.at(key)), raw, "source")
                if key == PROTECTION:
                    return None
                self.unread[key] = self._place(raw, key)
        return source_from_plain(plain)

    @staticmethod
    def _without_text(error: BadInput) -> BadInput:
        """A text that cannot be had: the claims are kept, their quotes stand nowhere until it is there."""
        more = "the claims are kept without it, and where their quotes stand is not known"
        return type(error)(where="snapshot", why=phrase("%(why)s; %(more)s", why=error.why, more=more), next=error.next)

    def _fatal(self, error: BadInput, key: str) -> BadInput:
        """An error that costs every claim: each is of this document."""
        return type(error)(where=key, why=error.why + self._not_read(self.document.get("claims")), next=error.next)

    def _source_part(self, key: str, value: object) -> object:
        if key == "publisher":
            return str(self.book.ref(value))
        if key == "snapshot":
            return self._snapshot(value)
        return date_as_told(value) if key == "date" else word({key: value}, key)

    def _snapshot(self, raw: object) -> dict[str, object]:
        if not isinstance(raw, Mapping):
            why = phrase("a snapshot has keys, such as sha256: or file:, but this is %(raw)s", raw=f"{raw!r:.60}")
            raise BadClaim(where="snapshot", why=why, next="For example: snapshot: {file: letter.txt}")
        plain = {key: value for key, value in given(raw).items() if key in SNAPSHOT_KEYS and key != "file"}
        for key in set(given(raw)) - set(SNAPSHOT_KEYS):
            why = phrase("“%(key)s” is not known here", key=key)
            self._refuse(BadClaim(where=key, why=why, next=nearest_key(key, SNAPSHOT_KEYS)), raw, "source")
        if raw.get("file") is not None:
            try:
                found = captured_text(self.folder, raw["file"], plain.get("sha256"), self.batch)
            except BadInput as error:
                if "sha256" not in plain:
                    raise
                self._refuse(self._without_text(error), self.document["source"], "source")
                return plain  # the claims are of the text with that hash, wherever it is
            plain |= found
        return plain

    # -- claims

    def _claims(self, source: Source) -> None:
        claims, defaults = self.document.get("claims") or [], self.document.get("defaults") or {}
        if not isinstance(claims, list):
            why = "claims: is a list, each claim starting with a dash"
            self._refuse(BadClaim(where="claims", why=why), self.document)
            return
        if not isinstance(defaults, dict):
            why = "defaults: has keys that hold for every claim" + self._not_read(claims)
            self._refuse(BadClaim(where="defaults", why=why), self.document)
            return
        reader = ClaimReader(self.book, source, self.unread)
        self._group(reader, claims, Defaults().with_own(defaults, "defaults"), "")
        for spoiled, count in self._spoiled.items():
            self._refuse(spoiled.costing(count), spoiled.holder, spoiled.label)

    def _group(self, reader: ClaimReader, items: list[Any], defaults: Defaults, number: str) -> None:
        """Claims under the same defaults; an item with claims of its own gives them further defaults."""
        for n, item in enumerate(items, start=1):
            here = f"{number}{n}"
            raw = {"claim": item} if isinstance(item, list) else item
            if not isinstance(raw, dict):
                why = "a claim must be written as keys and values"
                self._refuse(BadClaim(where="claims", why=why), self.document, f"claim {here}")
            elif GROUP in raw:
                self._open(reader, raw, defaults, here)
            else:
                self._claim(reader, raw, defaults, here)

    def _open(self, reader: ClaimReader, raw: Raw, defaults: Defaults, number: str) -> None:
        inside = raw[GROUP]
        if not isinstance(inside, list):
            why = "claims: is a list, each claim starting with a dash" + self._not_read(inside)
            self._refuse(BadClaim(where=GROUP, why=why), raw, f"claims {number}")
            return
        self._group(reader, inside, defaults.with_own(raw, f"claims {number}"), f"{number}.")

    def _claim(self, reader: ClaimReader, raw: Raw, defaults: Defaults, number: str) -> None:
        full = {**defaults.values, **given(raw)}
        label = f"claim {full.get('id', number)}"
        if spoiled := defaults.needed_by(given(raw)):
            self._spoiled[spoiled] = self._spoiled.get(spoiled, 0) + 1
            return
        try:
            for error in cut_short(raw, (*CLAIM_KEYS, *PROPERTIES)).values():
                raise error
            singles = list(reader.singles(full))
        except BadInput as error:
            self._refuse(error, raw, label)
            return
        for single in singles:
            try:
                self.batch.claims.append((reader.read(single), self._place(raw)))
            except BadInput as error:
                if spoiled := defaults.blamed_for(error, given(raw)):
                    self._spoiled[spoiled] = self._spoiled.get(spoiled, 0) + 1
                else:
                    self._refuse(error, raw, f"claim {single.get('id', number)}")
