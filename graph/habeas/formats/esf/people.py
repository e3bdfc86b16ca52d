"""Persons with their biographic details, and interventions on their behalf. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from habeas.formats.esf.codes import GROUP, INDIVIDUAL, huricode, kind_notation, notation_of, record_number
from habeas.formats.esf.facts import OF_PEOPLE, PEOPLE, EsfFact, EsfFacts, EsfNode
from habeas.formats.esf.fields import EsfRecord
from habeas.model.disclosure import level
from habeas.model.text import without_directions
from habeas.model.values import Entity, Ref

YES, NO = "y", "n"
BIOGRAPHIES: Final = ("relationship", "membership", "tenure")


class EsfPeople:
    """Makes the Person records of everybody who is named, and the interventions."""

    def __init__(self, facts: EsfFacts, entities: Mapping[Ref, Entity]) -> None:
        self.facts = facts
        self.persons: dict[Ref, EsfRecord] = {}
        self.interventions: list[tuple[Ref, EsfRecord]] = []
        """Each with the person on whose behalf."""
        self._entities = entities

    def make(self, named: Iterable[Ref]) -> None:
        """A record for everybody named, then what is stated of them."""
        for ref in sorted({one for one in named if one.kind in PEOPLE}):
            self.persons[ref] = self._person(ref)
        for node in self.facts.of_kinds("person"):
            self._own(node)
        for node in self.facts.of_kinds("identification", "health", "death"):
            if node.person in self.persons:
                self._about(node, self.persons[node.person])
        for node in self.facts.of_kinds(*BIOGRAPHIES):
            if node.person in self.persons:
                self._biography(node, self.persons[node.person])
        for node in self.facts.of_kinds("remedy"):
            self._intervention(node)

    def _person(self, ref: Ref) -> EsfRecord:
        entity = self._entities.get(ref)
        name = self.facts.label(ref)
        record = EsfRecord("person", {"person_record_number": [record_number(str(ref))]})
        record.fields["counting_unit"] = [huricode(INDIVIDUAL if ref.kind == "person" else GROUP)]
        record.fields["person_name"] = [name]
        if entity is None:
            return record
        others = dict.fromkeys(without_directions(text.text) for text in (*entity.labels, *entity.also))
        if found := "; ".join(other for other in others if other != name):
            record.fields["other_names"] = [found]
        record.fields["confidentiality"] = [YES if level(entity.sensitivity or "public") else NO]
        if notation := notation_of("Reliability", entity.reliability, "MT42") if entity.reliability else "":
            record.fields["reliability_as_source"] = [huricode(notation)]
        return record

    # -- what is stated of somebody

    def _own(self, node: EsfNode) -> None:
        record = self.persons.get(node.ref)
        if record is None:
            return
        self.facts.put_code(node.all(OF_PEOPLE["sex"]), record, "sex")
        self.facts.put_day(node.all(OF_PEOPLE["date_of_birth"]), record, "date_of_birth")
        work = node.all(OF_PEOPLE["employment"])
        if work:
            number = record_number(f"{node.ref}/occupation")
            detail = EsfRecord("biographic_details", {"biographic_details_record_number": [number]})
            self.facts.put_words(work, detail, "employment")
            record.inside.append(detail)

    def _about(self, node: EsfNode, record: EsfRecord) -> None:
        for name in ("identification_documents", "health"):
            self.facts.put_words(node.all(OF_PEOPLE[name]), record, name)
        if node.ref.kind == "death" and node.facts:
            record.fields["deceased"] = [YES]
            self.facts.put_day(node.all("occurred"), record, "date_deceased")

    def _biography(self, node: EsfNode, record: EsfRecord) -> None:
        if not node.facts:
            return
        number = record_number(str(node.ref))
        detail = EsfRecord("biographic_details", {"biographic_details_record_number": [number]})
        if node.ref.kind == "membership":
            detail.fields["type_of_relationship"] = [huricode(kind_notation("membership", "MT21"))]
        self.facts.put_code(node.all("relationshipType"), detail, "type_of_relationship")
        self._relate(node.all("relative", "memberOf"), detail)
        self.facts.put_words(node.all("memberOf", "body"), detail, "affiliation")
        self.facts.put_words(node.all("post"), detail, "position_in_organisation")
        self.facts.put_day(node.all("began"), detail, "initial_date")
        self.facts.put_day(node.all("ended"), detail, "final_date", ends=True)
        if len(detail.fields) > 1:
            record.inside.append(detail)

    def _relate(self, facts: Iterable[EsfFact], detail: EsfRecord) -> None:
        for fact in facts:
            if isinstance(fact.value, Ref) and fact.value in self.persons:
                self.facts.put(fact, detail, "related_person", record_number(str(fact.value)))

    # -- interventions

    def _intervention(self, node: EsfNode) -> None:
        """A remedy that was tried: a petition, an appeal, habeas corpus."""
        if node.person is None or not node.facts:
            return
        record = EsfRecord("intervention", {"intervention_record_number": [record_number(str(node.ref))]})
        record.fields["victim"] = [record_number(str(node.person))]
        self.facts.put_code(node.all("remedyType"), record, "type_of_intervention")
        self.facts.put_day(node.all("occurred"), record, "date_of_intervention")
        self.facts.put_words(node.all("beforeCourt"), record, "parties_requested")
        self.facts.put_code(node.all("remedyOutcome"), record, "response")
        for fact in node.all("filedBy"):
            if isinstance(fact.value, Ref) and fact.value in self.persons:
                self.facts.put(fact, record, "intervening_party", record_number(str(fact.value)))
        self.interventions.append((node.person, record))
