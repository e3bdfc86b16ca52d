"""The claim form: a source with its names and claims, as people or programs write it (docs/claim-form.md).

    source -> Source       names -> Entity, and short names for the rest       claims -> Claim, one each

A mistake in one claim refuses that claim alone. A mistake in `source:` or in the shape of the file refuses the source.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from habeas.errors import BadClaim, BadFile, BadInput
from habeas.formats.read.raw import Batch, Lined
from habeas.formats.read.shape import (
    CLAIM_KEYS,
    DOCUMENT_KEYS,
    FORM,
    NAME_KEYS,
    SAME_KEYS,
    SNAPSHOT_KEYS,
    SOURCE_KEYS,
    STEP_KEYS,
    Placed,
    Raw,
    as_list,
    captured_text,
    given,
    has_words,
    line_of,
    nearest_key,
    needed_text,
    no_such_key,
    no_such_name,
    read_span,
    read_text,
    read_texts,
    read_triple,
    require_describable,
    require_keys,
    word,
)
from habeas.model.codec import claim_from_plain, entity_from_plain, placed, source_from_plain
from habeas.model.codec_values import property_named, yes_or_no
from habeas.model.values import Entity, Ref, Refusal, Source
from habeas.vocab import PROPERTIES, Range


class FormReader:
    """Reads one document of the form. `file` is its name in error messages; `folder` is where captured texts are."""

    def __init__(self, document: Lined, file: str, folder: Path = Path()) -> None:
        self.document = document
        self.file = file
        self.folder = folder
        self.batch = Batch()
        self.names: dict[str, Ref] = {}
        self.date = ""

    def read(self) -> Batch:
        """The batch; everything refused is in it, with its place."""
        for key in sorted(set(self.document) - set(DOCUMENT_KEYS)):
            self._refuse(
                BadClaim(where=key, why=f"“{key}” is not a part of the form", next=nearest_key(key, DOCUMENT_KEYS)),
                self.document,
            )
        self._names()
        if self._source():
            self._claims()
        return self.batch

    def _refuse(self, error: BadInput, raw: Raw, label: str = "") -> None:
        why = f"{label}: {error.why}" if label else error.why
        self.batch.refused.append(Refusal(where=self._place(raw, error.where), why=why, next=error.next))

    def _place(self, raw: Raw, key: str = "") -> str:
        line = line_of(raw, key) or self.document.line
        return f"{self.file}, line {line}" if line else self.file

    # -- names

    def _names(self) -> None:
        names = self.document.get("names") or {}
        if not isinstance(names, dict):
            self._refuse(
                BadClaim(where="names", why="names: is a list of short names, each with is: and label:"), self.document
            )
            return
        for short, raw in names.items():
            try:
                entity = self._entity(given(raw) if isinstance(raw, dict) else {"is": raw})
                if isinstance(raw, dict) and set(raw) != {"is"}:
                    require_describable(entity.ref)
                    self.batch.entities.append(entity)
                self.names[short] = entity.ref
            except BadInput as error:
                place = names if isinstance(names, Lined) else self.document
                self._refuse(type(error)(where=short, why=error.why, next=error.next), place, f"name {short}")

    def _entity(self, raw: Raw) -> Entity:
        require_keys(raw, NAME_KEYS)
        plain: dict[str, Any] = {"ref": needed_text(raw, "is")}
        if "label" in raw:
            plain["labels"] = read_texts(raw["label"])
        plain.update({key: read_texts(raw[key]) for key in ("also", "hidden") if key in raw})
        plain.update({key: read_text(raw[key]) for key in ("note", "criterion") if key in raw})
        plain.update({key: str(self._ref(raw[key])) for key in ("keeper", "subset-of") if key in raw})
        plain.update({key: raw[key] for key in ("org-kind", "sensitivity") if key in raw})
        if yes_or_no(raw.get("placeholder", False), "placeholder"):
            plain["placeholder"] = True
        if "same-as" in raw:
            plain["same-as"] = as_list(raw["same-as"])
        return entity_from_plain(plain)

    def _ref(self, raw: object) -> Ref:
        if not isinstance(raw, str) or not raw:
            raise BadClaim(why=f"this must be a name, not {raw!r}")
        if raw in self.names:
            return self.names[raw]
        if ":" in raw:
            return Ref.parse(raw)
        raise no_such_name(raw, self.names)

    # -- source

    def _source(self) -> bool:
        raw = self.document.get("source")
        try:
            if not isinstance(raw, dict):
                raise BadClaim(
                    where="source",
                    why="nothing says which document the claims are from",
                    next="Write source: with an id:",
                )
            self.batch.source = self._read_source(given(raw))
        except BadInput as error:
            unread = len(as_list(self.document.get("claims") or []))
            why = f"{error.why} (claims not read for this: {unread})"
            place = raw if isinstance(raw, dict) else self.document
            self._refuse(BadClaim(where=error.where, why=why, next=error.next), place, "source")
            return False
        return True

    def _read_source(self, raw: Raw) -> Source:
        require_keys(raw, SOURCE_KEYS)
        slug = needed_text(raw, "id")
        plain: dict[str, Any] = {"ref": slug if slug.startswith("doc:") else f"doc:{slug}"}
        plain.update({key: word(raw, key) for key in ("title", "kind", "language", "url", "note") if key in raw})
        if "publisher" in raw:
            plain["publisher"] = str(self._ref(raw["publisher"]))
        if "date" in raw:
            plain["date"] = raw["date"]
            self.date = raw["date"] if isinstance(raw["date"], str) else ""
        if "snapshot" in raw:
            plain["snapshot"] = self._snapshot(raw["snapshot"])
        return source_from_plain(plain)

    def _snapshot(self, raw: object) -> dict[str, object]:
        if not isinstance(raw, Mapping):
            why = f"a snapshot has keys, such as sha256: or file:, but this is {raw!r:.60}"
            raise BadClaim(where="snapshot", why=why, next="For example: snapshot: {file: letter.txt}")
        require_keys(raw, SNAPSHOT_KEYS)
        plain = {key: value for key, value in given(raw).items() if key != "file"}
        if "file" in raw:
            self.batch.text_file, found = captured_text(self.folder, raw["file"], plain.get("sha256"))
            plain |= found
        return plain

    # -- claims

    def _claims(self) -> None:
        claims, defaults = self.document.get("claims") or [], self.document.get("defaults") or {}
        if not isinstance(claims, list) or not isinstance(defaults, dict):
            self._refuse(
                BadClaim(where="claims", why="claims: is a list, each claim starting with a dash"), self.document
            )
            return
        for number, raw in enumerate(claims, start=1):
            label = f"claim {number}"
            if not isinstance(raw, dict):
                self._refuse(
                    BadClaim(where="claims", why="a claim must be written as keys and values"),
                    self.document,
                    label,
                )
                continue
            try:
                claim = claim_from_plain(self._claim({**given(defaults), **given(raw)}))
                self.batch.claims.append((claim, self._place(raw)))
            except BadInput as error:
                self._refuse(error, raw, f"claim {raw.get('id', number)}")

    def _claim(self, full: Raw) -> dict[str, Any]:
        with_place = Placed()
        subject, relation, value = with_place("claim", read_triple, full)
        prop = with_place("claim", lambda _: property_named(relation), full)
        plain: dict[str, Any] = {key: word(full, key) for key in SAME_KEYS if full.get(key, "") != ""}
        assert self.batch.source is not None  # noqa: S101 read before the claims
        plain |= {"source": str(self.batch.source.ref), "relation": prop.name, "snapshot": self._sha()}
        plain["subject"] = with_place("claim", lambda _: str(self._ref(subject)), full)
        plain["object"] = with_place("claim", lambda _: self._raw_value(prop.range, value), full)
        plain["speaker"] = with_place("said-by", lambda f: str(self._ref(needed_text(f, "said-by"))), full)
        plain["said"] = with_place("said", self._said, full)
        details = (key for key in full if key not in CLAIM_KEYS)
        plain["details"] = {key: with_place(key, partial(self._detail, key), full) for key in details}
        self._optional(plain, full)
        if has_words(plain) and "basis" not in plain:
            plain["basis"] = "relative"
        return {key: value for key, value in plain.items() if value not in ("", None, {}, [])}

    def _optional(self, plain: dict[str, Any], full: Raw) -> None:
        readers: dict[str, Callable[[Any], object]] = {
            "on": self._date,
            "at": lambda raw: [read_span(item) for item in as_list(raw)],
            "chain": lambda raw: [self._step(step) for step in as_list(raw)],
            "anchor": lambda raw: str(self._ref(raw)),
            "about": lambda raw: [str(self._ref(item)) for item in as_list(raw)],
            "note": read_text,
        }
        for key, read in readers.items():
            if key in full:
                plain[key] = placed(key, read, full[key])

    def _sha(self) -> str:
        source = self.batch.source
        return source.snapshot.sha256 if source and source.snapshot else ""

    def _said(self, full: Raw) -> object:
        raw = full.get("said", self.date)
        if not raw:
            raise BadClaim(why="nothing says when this was said", next="Give the source a date:, or this claim a said:")
        return self._date(raw)

    def _date(self, raw: object) -> object:
        if isinstance(raw, Mapping):
            if "from" not in raw and not self.date:
                raise BadClaim(
                    why="a date in words is counted from another date", next="Add from:, or give the source a date:"
                )
            return {"from": self.date, **raw}
        return str(raw)

    def _detail(self, key: str, full: Raw) -> list[object]:
        prop = property_named(key) if key in PROPERTIES else no_such_key(key)
        return [self._raw_value(prop.range, item) for item in as_list(full[key])]

    def _raw_value(self, kind: Range, raw: object) -> object:
        if kind is Range.ENTITY:
            return str(self._ref(raw))
        if kind is Range.DATE:
            return self._date(raw)
        return read_text(raw) if kind is Range.TEXT else raw

    def _step(self, raw: object) -> dict[str, Any]:
        if isinstance(raw, str):
            return {"by": str(self._ref(raw))}
        if not isinstance(raw, Mapping):
            raise BadClaim(why=f"a step is a name, or keys such as by:, as:, via:, but this is {raw!r}")
        require_keys(raw, STEP_KEYS)
        step: dict[str, Any] = {key: word(raw, key) for key in ("as", "connection", "via") if key in raw}
        if "by" in raw:
            step["by"] = str(self._ref(raw["by"]))
        if yes_or_no(raw.get("unsure", False), "unsure"):
            step["unsure"] = True
        return step


def read_form(parts: Iterator[Lined | BadFile], path: Path) -> Iterator[Batch]:
    """One batch a document. A document that cannot be read is refused; raises BadFile when not one can be."""
    unread: list[BadFile] = []
    some = False
    for part in parts:
        if isinstance(part, BadFile):
            unread.append(part)
            continue
        some = True
        yield FormReader(part, str(path), path.parent).read()
    if not some:
        raise unread[0] if unread else BadFile(where=str(path), why="there is no source in this file", next=FORM)
    if unread:
        yield Batch(refused=[Refusal(where=error.where, why=error.why, next=error.next) for error in unread])
