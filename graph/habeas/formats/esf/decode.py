"""Records of the Events Standard Formats as claims.

Where a record carries the claims it was made from (Comments of the Information records that `encode` writes), these are
read. Then the same records are made of them again: what a field has beside that, because it was changed or because the
file is from elsewhere, becomes claims of the database, or of the source where an event has only one. Pure.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from habeas.dates.conventions import DEFAULTS
from habeas.errors import HabeasError
from habeas.formats.esf.decode_acts import EsfActReader
from habeas.formats.esf.decode_people import EsfPeopleReader
from habeas.formats.esf.encode import EsfCase, encode
from habeas.formats.esf.fields import EsfFile, EsfRecord
from habeas.formats.esf.words import EsfClaims
from habeas.formats.read.form import FormReader
from habeas.formats.read.raw import Batch, Lined, lined
from habeas.model.canonical import identify
from habeas.model.claims import read_claim
from habeas.model.text import cleaned
from habeas.model.values import Claim, Entity, Ref, Source


def decode(file: EsfFile, path: Path) -> Iterator[Batch]:
    """A batch for each document that the file quotes, and one for the file itself where it says more."""
    return _Decoder(file, path).batches()


class _Decoder:
    def __init__(self, file: EsfFile, path: Path) -> None:
        self.file, self.path = file, path
        self.people = EsfPeopleReader(file)

    def batches(self) -> Iterator[Batch]:
        told = [self._statement(record, text) for record, text in self._with_claims()]
        described = {"source": {"id": "names"}, "names": self.people.names}
        names = FormReader(_lined_all(described, 0), str(self.path)).read()
        rest = self._rest(told, names.entities)
        batches = [*told, *([rest] if rest else [])]
        batches[0].entities = [*names.entities, *batches[0].entities]
        batches[0].refused = [*names.refused, *batches[0].refused]
        yield from batches

    # -- claims that the file carries

    def _with_claims(self) -> Iterator[tuple[EsfRecord, str]]:
        for record in self.file.records:
            comments = record.first("comments")
            if record.format == "information" and comments.startswith("{"):
                yield record, comments

    def _statement(self, record: EsfRecord, text: str) -> Batch:
        try:
            document = json.loads(text)
        except (ValueError, RecursionError):
            document = {}
        found = _lined_all(document, record.line)
        source = found.get("source")
        if isinstance(source, dict):
            source.pop("snapshot", None)
        return FormReader(found, str(self.path)).read()

    # -- what the fields say beside that

    def _rest(self, told: list[Batch], entities: list[Entity]) -> Batch | None:
        left = self._left_of(told, entities)
        claims = EsfClaims(self.file, self.path, self.people, left)
        EsfActReader(claims, self.file).read()
        self.people.read(claims)
        document = claims.document()
        if told and not document["claims"]:
            return None
        batch = FormReader(_lined_all(document, 0), str(self.path)).read()
        batch.notes.extend(claims.notes)
        return batch

    def _left_of(self, told: list[Batch], entities: list[Entity]) -> Mapping[int, dict[str, list[str]]]:
        """The values of each record that do not follow from the claims that the file carries."""
        made = self._made_again(told, entities)
        known = {(one.format, one.number): one.fields for one in _flat(made.records)}
        left: dict[int, dict[str, list[str]]] = {}
        for record in _flat(self.file.records):
            same = known.get((record.format, record.number), {})
            new = {name: _beside(name, values, same.get(name, ())) for name, values in record.fields.items()}
            left[id(record)] = {name: values for name, values in new.items() if values}
        return left

    def _made_again(self, told: list[Batch], entities: list[Entity]) -> EsfFile:
        claims: list[Claim] = []
        for claim in (claim for batch in told for claim, _ in batch.claims):
            try:
                claims.append(identify(read_claim(claim)).claim)
            except HabeasError:
                continue
        every: dict[Ref, Entity] = {one.ref: one for batch in told for one in batch.entities}
        every |= {one.ref: one for one in entities}
        sources: dict[Ref, Source] = {batch.source.ref: batch.source for batch in told if batch.source}
        case = EsfCase(claims=tuple(claims), entities=every, sources=sources, conventions=DEFAULTS, lang=self.file.lang)
        return encode(case)


def _beside(name: str, values: Iterable[str], same: Iterable[str]) -> list[str]:
    """The values, or the lines of remarks, that are not among those made again."""
    if name != "remarks":
        known = {cleaned(value).strip() for value in same}
        return [value for value in values if value not in known]
    lines = {" ".join(line.split()) for value in same for line in cleaned(value).split("\n")}
    new = [line for value in values for line in value.split("\n") if " ".join(line.split()) not in lines]
    return ["\n".join(new)] if new else []


def _flat(records: tuple[EsfRecord, ...] | list[EsfRecord]) -> Iterator[EsfRecord]:
    for record in records:
        yield record
        yield from _flat(record.inside)


def _lined_all(document: Any, line: int) -> Lined:
    """A document whose parts are all on one line of the file."""
    found = lined(document if isinstance(document, dict) else {}, line)
    for key in ("source", "names"):
        if isinstance(found.get(key), dict):
            found[key] = lined(found[key], line)
    names = found.get("names")
    if isinstance(names, dict):
        for name, raw in names.items():
            names[name] = lined(raw, line) if isinstance(raw, dict) else raw
    if isinstance(found.get("claims"), list):
        found["claims"] = [lined(one, line) if isinstance(one, dict) else one for one in found["claims"]]
    return found
