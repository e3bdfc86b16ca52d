"""The facts of a case by the event, state or person they are about, and which of them found a field. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from habeas.dates.conventions import Conventions
from habeas.formats.esf.codes import day_of, huricode, notation_of
from habeas.formats.esf.fields import FORMATS, EsfRecord
from habeas.model.claims import ReadClaim
from habeas.model.text import without_directions
from habeas.model.values import Entity, Ref, Text, Value, When
from habeas.vocab import PROPERTIES

PEOPLE: Final = ("person", "org", "collective")
"""What the formats have a Person record for: individuals, groups, organisations."""
OF_PEOPLE: Final[Mapping[str, str]] = {
    "sex": "gender",
    "date_of_birth": "bornOn",
    "identification_documents": "identityNumber",
    "health": "healthCondition",
    "employment": "occupation",
}
"""Field about somebody -> the property that it holds, whichever way it is read."""
OF_ACTS: Final[Mapping[str, str]] = {
    "stated_reason": "legalBasis",
    "type_of_property_loss": "propertyTaken",
    "court_case_code": "caseNumber",
    "medical_attention": "medicalCare",
}
"""The same for acts and their details."""
_TIED: Final = frozenset({"person", "ends", "endedBy", "relative"})
"""Facts that are in the structure of the records."""

_BEGINS: Final = frozenset({"occurred", "began"})
"""Facts that say when something happened."""


@dataclass(frozen=True, slots=True)
class EsfFact:
    """One fact of one node."""

    about: Ref
    name: str
    value: Value


@dataclass(slots=True)
class EsfNode:
    """An event, a state or a person: whom it concerns, and what is stated of it."""

    ref: Ref
    person: Ref | None = None
    facts: list[EsfFact] = field(default_factory=list)

    def all(self, *names: str) -> list[EsfFact]:
        """The facts of some properties."""
        return [fact for fact in self.facts if fact.name in names]

    def ref_of(self, *names: str) -> Ref | None:
        """The first name that one of these properties gives."""
        return next((fact.value for fact in self.all(*names) if isinstance(fact.value, Ref)), None)


class EsfFacts:
    """Every fact that stands, node by node, and which of them are in a field by now."""

    def __init__(self, reads: Iterable[ReadClaim], entities: Mapping[Ref, Entity], conventions: Conventions, lang: str):
        self.nodes: dict[Ref, EsfNode] = {}
        self.by_claim: dict[str, list[EsfFact]] = {}
        self.placed: set[EsfFact] = set()
        self._entities, self._conventions, self._lang = entities, conventions, lang
        for read in reads:
            self._meet(read)

    def _meet(self, read: ReadClaim) -> None:
        about = read.node or read.claim.subject
        node = self.nodes.setdefault(about, EsfNode(about))
        if node.person is None:
            people = (value for name, value in read.stated if name == "person")
            named = next((value for value in people if isinstance(value, Ref)), read.claim.subject)
            node.person = named if named.kind == "person" else None
        if not self.has_happened(read):
            return
        for name, value in (*read.stated, *PROPERTIES[read.claim.relation].fixed):
            fact = EsfFact(about, name, value)
            self.by_claim.setdefault(read.claim.id, []).append(fact)
            if fact not in node.facts and not self._is_ahead(read, value):
                node.facts.append(fact)

    def has_happened(self, read: ReadClaim) -> bool:
        """True for a claim that stands, and does not tell of a day that was still to come when it was said."""
        begins = (value for name, value in read.stated if name in _BEGINS)
        return read.stands and not any(self._is_ahead(read, value) for value in begins)

    def _is_ahead(self, read: ReadClaim, value: Value) -> bool:
        said = read.said.latest
        first = value.read(self._conventions).earliest if isinstance(value, When) else None
        return first is not None and said is not None and first > said

    def of_kinds(self, *kinds: str) -> Iterator[EsfNode]:
        """The nodes of some kinds, by name."""
        return (self.nodes[ref] for ref in sorted(self.nodes) if ref.kind in kinds)

    def label(self, ref: Ref) -> str:
        """What something is called in the language of the file."""
        entity = self._entities.get(ref)
        return without_directions(entity.label(self._lang)) if entity else ref.slug

    # -- a fact into a field

    def put(self, fact: EsfFact, record: EsfRecord, name: str, text: str) -> None:
        """Write a value, unless the field takes one and has another already."""
        kept, one = record.fields.setdefault(name, []), FORMATS[record.format][name]
        if text and text not in kept:
            if kept and not one.repeated:
                if one.holds:
                    return
                kept[0] = text if kept[0] == text else f"{kept[0]}; {text}"
            else:
                kept.append(text)
        if text:
            self.placed.add(fact)
        if not kept:
            del record.fields[name]

    def put_words(self, facts: Iterable[EsfFact], record: EsfRecord, name: str) -> None:
        """Words, numbers and names as words."""
        for fact in facts:
            value = fact.value
            text = self.label(value) if isinstance(value, Ref) else value.text if isinstance(value, Text) else value
            self.put(fact, record, name, str(text))

    def put_code(self, facts: Iterable[EsfFact], record: EsfRecord, name: str, *, suffix: str = "") -> None:
        """Codes that correspond to ours; what has none stays where it is."""
        holds = FORMATS[record.format][name].holds
        for fact in facts:
            scheme = PROPERTIES[fact.name].scheme
            notation = notation_of(scheme, str(fact.value), holds) if scheme else ""
            if notation:
                self.put(fact, record, name, huricode(f"{notation} {suffix}" if suffix else notation))

    def put_day(self, facts: Iterable[EsfFact], record: EsfRecord, name: str, *, ends: bool = False) -> None:
        """A day and its type; of a period its beginning, or its end."""
        for fact in facts:
            if isinstance(fact.value, When):
                day, type_ = day_of(fact.value.read(self._conventions), self._conventions, ends=ends)
                self._put_typed(fact, record, name, day, type_)

    def _put_typed(self, fact: EsfFact, record: EsfRecord, name: str, day: str, type_: str) -> None:
        code = huricode(notation_of("DateType", type_, "MT48")) if type_ else ""
        beside = f"{name}_type"
        if name in record.fields and (record.first(name), record.first(beside)) != (day, code):
            return
        self.put(fact, record, name, day)
        if day and code and beside in FORMATS[record.format]:
            record.fields[beside] = [code]

    # -- what has none

    def gaps(self) -> Counter[str]:
        """What is in no field, each with how many facts."""
        every = {fact for facts in self.by_claim.values() for fact in facts}
        return Counter(gap for fact in every for gap in self.gap(fact))

    def gap(self, fact: EsfFact) -> Iterator[str]:
        """What of a fact is in no field; nothing when it found one."""
        if fact in self.placed or fact.name in _TIED:
            return
        prop = PROPERTIES.get(fact.name)
        is_code = prop is not None and prop.scheme and isinstance(fact.value, str)
        yield " ".join((fact.about.kind, fact.name, *([str(fact.value)] if is_code else [])))
