"""Acts: what was done to whom, by whom, when and where, and the additional details of arrest, torture and property.

What is said of a person's custody and not of one act (a release, a refusal, access, a court) goes to the act that it
can only mean: the one that a release names, or the only arrest, detention or disappearance of that person. Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from habeas.formats.esf.codes import (
    CARRIED_OUT,
    CONTACTS,
    SUSPECTED,
    huricode,
    kind_notation,
    notation_of,
    record_number,
)
from habeas.formats.esf.facts import OF_ACTS, EsfFact, EsfFacts, EsfNode
from habeas.formats.esf.fields import EsfRecord
from habeas.model.claims import ReadClaim
from habeas.model.values import Entity, Ref
from habeas.vocab import PROPERTIES

ACT_KINDS: Final = ("arrest", "detention", "disappearance", "death", "treatment", "condition", "seizure", "bail")
HOSTS: Final = ("arrest", "detention", "disappearance")
"""Acts to which what is said of custody as such may belong, the likeliest first."""
_TYPED: Final = frozenset({"custodyKind", "treatmentKind", "conditionType", "bailStatus"})
"""Properties whose code may be the type of an act."""
_NOT_SAID: Final = frozenset({"denial", "gap", "non-response", "opinion", "prediction", "demand", "warning"})


class EsfActs:
    """Makes the acts of a case."""

    def __init__(self, facts: EsfFacts, entities: Mapping[Ref, Entity]) -> None:
        self.facts = facts
        self.acts: dict[Ref, EsfRecord] = {}
        self._entities = entities

    def make(self, reads: Iterable[ReadClaim]) -> None:
        """Every act of the case, with what belongs to it."""
        for node in self.facts.of_kinds(*ACT_KINDS):
            self._act(node)
        for kind, attach in _ATTACHED.items():
            for node in self.facts.of_kinds(kind):
                host = self._host(node)
                if host is not None:
                    attach(self, node, host)
        for read in reads:
            self._believed(read)

    def of(self, person: Ref) -> list[EsfRecord]:
        """The acts of which somebody is the victim."""
        return [act for ref, act in sorted(self.acts.items()) if self.facts.nodes[ref].person == person]

    # -- one act

    def _act(self, node: EsfNode) -> None:
        notation = self._type(node)
        if not notation or node.person is None or not node.facts:
            return
        act = EsfRecord("act", {"act_record_number": [record_number(str(node.ref))]})
        act.fields["victim"] = [record_number(str(node.person))]
        act.fields["type_of_act"] = [huricode(notation)]
        put = self.facts
        put.put_day(node.all("occurred", "began"), act, "initial_date")
        put.put_day(node.all("ended", "expires"), act, "final_date", ends=True)
        put.put_words(node.all("facility", "place", "lastSeenAt"), act, "exact_location")
        put.put_words(node.all(OF_ACTS["stated_reason"]), act, "stated_reason")
        put.put_code(node.all("custodyKind"), act, "type_of_location")
        put.put_code(node.all("detentionGround"), self.detail(act, "arrest"), "type_of_detention")
        put.put_code(node.all("custodyKind"), self.detail(act, "arrest"), "whereabouts")
        put.put_words(
            node.all(OF_ACTS["type_of_property_loss"]), self.detail(act, "destruction"), "type_of_property_loss"
        )
        for fact in node.all("agent"):
            self._involve(act, fact, CARRIED_OUT)
        self.acts[node.ref] = act

    def _type(self, node: EsfNode) -> str:
        """The code of its type: what is stated of it, else what kind of act it is."""
        for fact in node.facts:
            scheme = PROPERTIES[fact.name].scheme if fact.name in _TYPED else None
            if scheme and (found := notation_of(scheme, str(fact.value), "MT4")):
                self.facts.placed.add(fact)
                return found
        if node.ref.kind != "death":
            return kind_notation(node.ref.kind, "MT4")
        inside = [fact for fact in node.all("inCustody") if fact.value is True]
        self.facts.placed.update(inside)
        return notation_of("CustodyState", "dead-in-custody", "MT4") if inside else ""

    def detail(self, act: EsfRecord, format_: str) -> EsfRecord:
        """Its additional details of a format; an empty one is dropped when the file is put together."""
        found = next((one for one in act.inside if one.format == format_), None)
        if found is None:
            found = EsfRecord(format_, {f"{format_}_record_number": [act.number]})
            act.inside.append(found)
        return found

    def _involve(self, act: EsfRecord, fact: EsfFact, degree: str) -> None:
        who = fact.value
        if not isinstance(who, Ref) or who.kind not in ("person", "org", "collective"):
            return
        number = record_number(f"{act.number}/{who}")
        if any(one.number == number for one in act.inside):
            self.facts.placed.add(fact)
            return
        record = EsfRecord("involvement", {"involvement_record_number": [number]})
        record.fields |= {"perpetrator": [record_number(str(who))], "degree_of_involvement": [huricode(degree)]}
        entity = self._entities.get(who)
        kind = notation_of("OrgKind", entity.org_kind, "MT24") if entity and entity.org_kind else ""
        if kind:
            record.fields["type_of_perpetrator"] = [huricode(kind)]
        act.inside.append(record)
        self.facts.placed.add(fact)

    def _believed(self, read: ReadClaim) -> None:
        """Who is believed responsible, where there is one act that this can mean: never more than suspected."""
        claim = read.claim
        if claim.relation != "believedResponsible" or claim.polarity != "positive" or claim.modality in _NOT_SAID:
            return
        acts = self.of(claim.subject)
        if len(acts) == 1:
            self._involve(acts[0], EsfFact(claim.subject, claim.relation, claim.object), SUSPECTED)

    # -- what belongs to custody as such

    def _host(self, node: EsfNode) -> EsfRecord | None:
        ends = node.ref_of("ends")
        if ends is not None and ends in self.acts:
            return self.acts[ends]
        for kind in HOSTS:
            found = [ref for ref in self.acts if ref.kind == kind and self.facts.nodes[ref].person == node.person]
            if len(found) == 1:
                return self.acts[found[0]]
        return None

    def _release(self, node: EsfNode, act: EsfRecord) -> None:
        self.facts.put_day(node.all("occurred"), act, "final_date", ends=True)
        self.facts.put_code(node.all("releaseType"), act, "status_at_end_of_act")

    def _state(self, node: EsfNode, act: EsfRecord) -> None:
        """The state of somebody or of a charge, where all that is said of it is one: the field has room for one."""
        same = [fact for one in self.facts.of_kinds(node.ref.kind) if one.person == node.person for fact in one.facts]
        states = [fact for fact in same if fact.name in ("observedState", "chargeStatus")]
        if len({fact.value for fact in states}) == 1:
            self.facts.put_code(states, act, "status_at_end_of_act")
        self._court(node, act)

    def _court(self, node: EsfNode, act: EsfRecord) -> None:
        arrest = self.detail(act, "arrest")
        self.facts.put_code(node.all("counsel"), arrest, "legal_counsel")
        self.facts.put_code(node.all("courtType"), arrest, "type_of_court")
        self.facts.put_words(node.all(OF_ACTS["court_case_code"]), arrest, "court_case_code")

    def _contact(self, node: EsfNode, act: EsfRecord) -> None:
        arrest = self.detail(act, "arrest")
        self.facts.put_code(node.all("refusalKind"), arrest, "whereabouts")
        to = next((fact for fact in node.all("accessTo")), None)
        suffix = CONTACTS.get(str(to.value), "") if to else ""
        self.facts.put_code(node.all("accessGiven"), arrest, "whereabouts", suffix=suffix)
        if to and suffix and self.facts.placed.intersection(node.all("accessGiven")):
            self.facts.placed.add(to)
        self.facts.put_code(node.all("counsel"), arrest, "legal_counsel")

    def _care(self, node: EsfNode, act: EsfRecord) -> None:
        self.facts.put_code(node.all(OF_ACTS["medical_attention"]), self.detail(act, "torture"), "medical_attention")


_ATTACHED: Final[Mapping[str, Callable[[EsfActs, EsfNode, EsfRecord], None]]] = {
    "release": EsfActs._release,
    "observation": EsfActs._state,
    "charge": EsfActs._state,
    "proceeding": EsfActs._court,
    "hearing": EsfActs._court,
    "refusal": EsfActs._contact,
    "access": EsfActs._contact,
    "health": EsfActs._care,
}
