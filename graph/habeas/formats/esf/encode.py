"""A case as records of the Events Standard Formats: one Event for each person to whom something was done.

Only what stands as a fact goes into a field. What has no field or no code there is counted, and stands in words in the
remarks of the Information record; what was denied, demanded or foretold stands there alone. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from habeas.dates.conventions import DEFAULTS, Conventions
from habeas.formats.esf.acts import EsfActs
from habeas.formats.esf.codes import huricode, notation_of, record_number
from habeas.formats.esf.facts import EsfFacts
from habeas.formats.esf.fields import EsfFile, EsfRecord, as_comment
from habeas.formats.esf.people import EsfPeople
from habeas.formats.esf.statements import EsfStatements, every_name, form_name
from habeas.model.claims import ReadClaim, read_claim
from habeas.model.values import Claim, Entity, Ref, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class EsfCase:
    """What of a case leaves: claims with their ids, what things are called, the documents, and the language."""

    claims: tuple[Claim, ...]
    entities: Mapping[Ref, Entity]
    sources: Mapping[Ref, Source]
    conventions: Conventions = DEFAULTS
    title: str = ""
    recorded: str = ""
    lang: str = "en"


def encode(case: EsfCase) -> EsfFile:
    """The records of a case."""
    return _Encoder(case).file()


class _Encoder:
    def __init__(self, case: EsfCase) -> None:
        self.case = case
        self.reads = sorted((read_claim(claim, case.conventions) for claim in case.claims), key=_by_id)
        self.facts = EsfFacts(self.reads, case.entities, case.conventions, case.lang)
        self.acts = EsfActs(self.facts, case.entities)
        self.people = EsfPeople(self.facts, case.entities)

    def file(self) -> EsfFile:
        case = self.case
        publishers = (source.publisher for source in case.sources.values() if source.publisher)
        named = {ref for claim in case.claims for ref in every_name(claim)}
        self.acts.make(self.reads)
        self.people.make({*named, *publishers})
        events = self._events()
        number_of = {person: event.number for person, event in events.items()}
        for ref, record in self.people.persons.items():
            if ref in case.entities:
                record.fields["comments"] = [as_comment(form_name(case.entities[ref]))]
        statements = EsfStatements(self.facts, case.entities, case.sources, case.conventions, number_of)
        information = list(statements.make(self.reads))
        for person, record in self.people.interventions:
            record.fields["event"] = [number_of[person]]
        interventions = (record for _, record in self.people.interventions)
        records = (*events.values(), *self.people.persons.values(), *interventions, *information)
        return EsfFile(
            records=tuple(map(_tidy, records)),
            instance=case.title,
            date=case.recorded,
            lang=case.lang,
            gaps=self.facts.gaps(),
        )

    def _events(self) -> dict[Ref, EsfRecord]:
        victims = {self.facts.nodes[ref].person for ref in self.acts.acts}
        victims |= {node.person for node in self.facts.of_kinds("remedy") if node.facts}
        return {person: self._event(person) for person in sorted(one for one in victims if one is not None)}

    def _event(self, person: Ref) -> EsfRecord:
        acts = self.acts.of(person)
        event = EsfRecord("event", {"event_record_number": [record_number(f"event:{person.slug}")]}, acts)
        event.fields["event_title"] = [self.facts.label(person)]
        starts = [act.first("initial_date") for act in acts if act.first("initial_date")]
        ends = [act.first("final_date") for act in acts if act.first("final_date")]
        if starts:
            event.fields["initial_date"] = [min(starts)]
        if ends:
            event.fields["final_date"] = [max(ends)]
        judged = {read.claim.credibility for read in self.reads if self._concerns(read, person)} - {""}
        if len(judged) == 1 and (notation := notation_of("Credibility", judged.pop(), "MT41")):
            event.fields["violation_status"] = [huricode(notation)]
        return event

    def _concerns(self, read: ReadClaim, person: Ref) -> bool:
        return self.facts.nodes[read.node or read.claim.subject].person == person


def _by_id(read: ReadClaim) -> str:
    return read.claim.id


def _tidy(record: EsfRecord) -> EsfRecord:
    """Without additional details that have nothing but their number."""
    record.inside = [one for one in map(_tidy, record.inside) if len(one.fields) > 1]
    return record
