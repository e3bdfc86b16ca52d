"""Information records: who told what in which document, with the claims themselves in the field Comments.

The formats say which sources inform about an event, not which said what, in which words, or with what doubt. So the
field Remarks has the quotes for people, and Comments (2565) the claims as a document of the claim form in JSON
(docs/claim-form.md). Pure.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, Final, NamedTuple

from habeas.dates.conventions import Conventions
from habeas.formats.esf.codes import day_of, huricode, notation_of, record_number
from habeas.formats.esf.facts import PEOPLE, EsfFacts
from habeas.formats.esf.fields import EsfRecord, as_comment
from habeas.formats.esf.people import NO, YES
from habeas.model.claims import ReadClaim
from habeas.model.codec import claim_to_plain, entity_to_plain, source_to_plain
from habeas.model.disclosure import level
from habeas.model.values import Claim, Entity, Ref, Source
from habeas.vocab import KINDS, Origin

LARGEST: Final = 40_000
"""Letters of claims that one Comments field takes; more make a further record. OpenEvSys has room for 65,535 bytes."""
_SOURCE_KEYS: Final = ("title", "kind", "publisher", "language", "date", "url")
_NAME_KEYS: Final = {"ref": "is", "labels": "label"}


class _Group(NamedTuple):
    """What makes one Information record: one speaker, in one document, on one day, about one event."""

    source: str
    speaker: str
    said: str
    event: str
    related: str
    connection: str


class EsfStatements:
    """Makes the Information records of a case. `event_of` leads from a person to the number of their Event record."""

    def __init__(
        self,
        facts: EsfFacts,
        entities: Mapping[Ref, Entity],
        sources: Mapping[Ref, Source],
        conventions: Conventions,
        event_of: Mapping[Ref, str],
    ) -> None:
        self.facts = facts
        self._entities, self._sources, self._conventions = entities, sources, conventions
        self._event_of = event_of

    def make(self, reads: Iterable[ReadClaim]) -> Iterator[EsfRecord]:
        """Every record, by document, speaker and day."""
        ordered = sorted(reads, key=lambda read: (self._group(read), read.claim.passages[:1], read.claim.id))
        for group, inside in groupby(ordered, key=self._group):
            yield from self._records(group, list(inside))

    def _group(self, read: ReadClaim) -> _Group:
        claim = read.claim
        node = self.facts.nodes.get(read.node or claim.subject)
        person = node.person if node and node.person else claim.subject
        event = self._event_of.get(person, "")
        related = record_number(str(person)) if person.kind in PEOPLE else ""
        said = read.said.text
        return _Group(str(claim.source), str(claim.speaker), said, event, related, _connection(claim))

    def _records(self, group: _Group, reads: list[ReadClaim]) -> Iterator[EsfRecord]:
        room, some = LARGEST, list[ReadClaim]()
        for read in reads:
            size = len(json.dumps(form_claim(read.claim), ensure_ascii=False))
            if some and size > room:
                yield self._record(group, some)
                room, some = LARGEST, []
            room -= size
            some.append(read)
        yield self._record(group, some)

    def _record(self, group: _Group, reads: Sequence[ReadClaim]) -> EsfRecord:
        claims = [read.claim for read in reads]
        first = claims[0]
        number = record_number(str(min(claim.ref for claim in claims)))
        record = EsfRecord("information", {"information_record_number": [number]})
        given = {"source": record_number(group.speaker), "event": group.event, "related_person": group.related}
        record.fields |= {name: [value] for name, value in given.items() if value}
        secret = any(level(claim.sensitivity or "public") for claim in claims)
        record.fields["confidentiality"] = [YES if secret else NO]
        if notation := notation_of("SourceConnection", group.connection, "MT19"):
            record.fields["source_connection_to_information"] = [huricode(notation)]
        day, _ = day_of(reads[0].said, self._conventions)
        if day:
            record.fields["date_of_source_material"] = [day]
        record.fields["remarks"] = ["\n".join(self._remarks(first, reads))]
        document: dict[str, Any] = {"source": self._source(first.source), "names": self._names(claims)}
        document["claims"] = [form_claim(claim) for claim in claims]
        record.fields["comments"] = [as_comment(document)]
        return record

    # -- for people

    def _remarks(self, first: Claim, reads: Sequence[ReadClaim]) -> Iterator[str]:
        source = self._sources.get(first.source)
        if source:
            yield ". ".join(part for part in (source.title, source.url) if part) or source.ref.slug
        yield from (f"“{read.claim.quote}”" for read in reads if read.claim.quote)
        facts = (fact for read in reads for fact in self.facts.by_claim.get(read.claim.id, ()))
        gaps = sorted({gap for fact in facts for gap in self.facts.gap(fact)})
        if gaps:
            yield f"Without a field or a code in these formats: {', '.join(gaps)}"
        untold = [read.claim for read in reads if not self.facts.has_happened(read)]
        if untold:
            told = sorted({f"{claim.relation} ({claim.modality})" for claim in untold})
            yield f"Said, and not a fact of this file: {', '.join(told)}"

    # -- for programs: the claim form

    def _source(self, ref: Ref) -> dict[str, Any]:
        source = self._sources.get(ref)
        plain = source_to_plain(source) if source else {}
        return {"id": ref.slug, **{key: plain[key] for key in _SOURCE_KEYS if key in plain}}

    def _names(self, claims: Iterable[Claim]) -> dict[str, Any]:
        """What is named and has no Person record: facilities, places, posts, offences."""
        named = sorted({ref for claim in claims for ref in every_name(claim) if ref.kind not in PEOPLE})
        return {str(ref): form_name(self._entities[ref]) for ref in named if ref in self._entities}


def every_name(claim: Claim) -> Iterator[Ref]:
    """Everybody and everything described that a claim needs to be loaded."""
    values = (claim.subject, claim.object, claim.speaker, claim.anchor, *(value for _, value in claim.details))
    steps = (step.by for step in claim.chain)
    for value in (*values, *claim.about, *steps):
        if isinstance(value, Ref) and KINDS[value.kind].origin is Origin.DESCRIBED:
            yield value


def _connection(claim: Claim) -> str:
    """How the speaker knows, where a step of the way says so."""
    steps = [step for step in claim.chain if step.connection]
    own = [step for step in steps if step.by in (None, claim.speaker)]
    return (own or steps)[0].connection if steps else ""


def form_claim(claim: Claim) -> dict[str, Any]:
    """A claim as the claim form has it, without its place in a text that stays behind."""
    plain = claim_to_plain(claim)
    form = {"claim": [plain.pop("subject"), plain.pop("relation"), plain.pop("object")]}
    form |= {"said-by": plain.pop("speaker"), **plain.pop("details", {})}
    return {**form, **{key: value for key, value in plain.items() if key not in ("source", "snapshot", "at", "note")}}


def form_name(entity: Entity) -> dict[str, Any]:
    """A description as the claim form has it, without what is hidden and without notes."""
    plain = entity_to_plain(entity)
    return {_NAME_KEYS.get(key, key): value for key, value in plain.items() if key not in ("hidden", "note")}
